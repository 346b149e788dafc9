"""Sentences with numbers that belong to nobody: masking must leave every one of them as it is."""

__all__ = ["INNOCENT"]

_LINES = """
H55.242-261120-0007
h55.242 – 261120 – 0007
h55.242-261120-0007 xong chưa ạ
000.00.12.H62-201105-0004
G09.20-20260609-0092637
H55.31.07-251203-0018
mã hồ sơ: H55.12.40-251009-0033
H55.91.05 - 251119 - 0022
H55.242_261120_0007
H55.242−261120−0007
H55.242 261120 0007
H55.242.261120.0007
261120-0007
K02-260101-00123
số hồ sơ 000.17.22.H55-251030-0104 nộp hôm 30/10/2025
hai hồ sơ H55.242-261120-0007 và H55.242-261121-0008
H55.242-261120-0007, H55.242-261121-0008
1.001193
mã thủ tục 1.001193 là gì
1.001193.000.00.00.H62
2.000815
3.000228 cần gì
so sánh 1.001193 với 1.000894
1.001193, 1.000894, 2.000635
1.001193 1.000894
thủ tục 1.116410 mất mấy ngày
ngày 20/11/2026
20/11/2026
20-11-2026
20.11.2026
1/1/2026
sinh 01/01/1990
từ 20/11/2026 đến 25/11/2026
20/11/2026-25/11/2026
20/11/2026 - 25/11/2026
20.11.2026 - 25.11.2026
hẹn 8h30 ngày 20/11/2026
20/11/2026 08:30
08:30 20/11/2026
2026-11-20
2026-11-20 08:30:00
ngày 20 11 2026
ngày 20 tháng 11 năm 2026
20/11/26 - 25/11/26
20/11/26
các ngày 01/12, 15/12, 30/12
20/11-25/11
tháng 11/2026
từ 1/2026 đến 12/2026
sinh năm 1985
năm 1985, 1990, 1995
1990 1995 2000
1985-1990-1995
2015-2020
từ năm 2015 đến năm 2020
giai đoạn 2021-2025, 2026-2030
quý 3/2026
2.000.000đ
2.000.000 đồng
2,000,000 vnd
120.000.000 đồng
1.250.500.000 đ
1 250 500 000 đồng
1.200.000.000
150.000.000
125.500.000 đồng tiền đất
giá 125.500.000
tiền đền bù 345.678.900 thì chia sao
10.000đ
10.000-15.000đ
10.000 - 15.000 đồng
10.000-15.000
100.000-200.000
lệ phí 10.000 20.000 30.000
lệ phí 8.000, 15.000, 20.000
10.000, 20.000 hay 30.000
10000 20000
50000 đồng
lệ phí 50.000đ 70.000đ
120000000 đồng
1500000000 vnd
500k
2 triệu 500
2tr5
1,5 tỷ
0,5%
12,5 m2
100 m2
1.234,5 m2
diện tích 1234567,8 m2
gọi 18001096
1800 1096
1800.1096
1800-1096
tổng đài 1022
1900 6036
19006036
1900 545 481
1900.9068 gọi mãi không được
gọi 113, 114, 115
112 113 114 115
gọi 111 hay 113
Luật 91/2025/QH15
Nghị định 118/2025/NĐ-CP
Nghị định 118/2025/NĐ-CP, 367/2025/NĐ-CP
Thông tư 03/2025/TT-VPCP
thông tư 01/2018/TT-VPCP và 61/2018/NĐ-CP
Quyết định 766/QĐ-TTg
quyết định số 1234/QĐ-UBND ngày 05/06/2025
nghị quyết 66.7/2025/NQ-CP
Luật 134/2025/QH15 có hiệu lực 1/3/2026
điều 15 khoản 2 điểm 3
mẫu CT01
mẫu 01/ĐKKS
mẫu TK1-TS
TT 75/2022/TT-BTC
con 5 tuổi
bố 75 tuổi, mẹ 72 tuổi
cháu 10 ngày tuổi
80 tuổi trở lên
15 ngày làm việc
2 bản chính, 3 bản sao
ảnh 3x4, 4x6
ảnh 3 x 4 cm
sổ đỏ thửa 12 tờ bản đồ 34
thửa đất số 12, tờ bản đồ 34
thửa 123 tờ 45 diện tích 300 m2
số nhà 12, ngõ 34, tổ 5
nhà số 12/34/56
tổ 12 phường 3
xóm 7 xã Đại Phúc
quốc lộ 3, km 45
km 12+500
24/24
24/7
8h00-11h30, 13h30-17h00
từ 7h30 đến 11h30 thứ 2 đến thứ 6
12h 30000
50k 20000
20m 10000
cấp 4, hạng 2
A4, A3
lớp 12A1
phòng 201, tầng 2
trang 1/12
bước 1, bước 2, bước 3
1, 2, 3
1. khai sinh 2. khai tử 3. kết hôn
1) giấy tờ 2) lệ phí
chọn 1
3
số 2
không biết một hai ba gì cả
một hai ba bốn năm
nhà có bốn năm người
ba năm sáu tháng
không năm nào được
bảy tám chín tháng
ba tôi không có năm sinh
hai mươi lăm triệu
một trăm hai mươi lăm triệu đồng
không biết năm nào, một hai năm gì đó
tu nam 2015 den nam 2020
tu nam 2015 2016
ba sinh nam 1960 me sinh nam 1962
sau 2 nam 3 thang
nam nay 2026
mot hai ngay nua
quên mật khẩu VNeID thì làm thế nào
quên mật khẩu định danh mức 2
không nhận được mã OTP
otp gửi 3 lần vẫn không được
quên mật khẩu từ năm 2024
mật khẩu hỗ trợ 24/7 không
lấy lại mật khẩu mất 50.000đ không
mk muốn hỏi thủ tục khai sinh
tài khoản VNeID mức 2 làm ở đâu
tài khoản định danh điện tử mức độ 2
mở tài khoản mất 50.000 đồng à
nạp tài khoản 500.000 đồng
stk là gì vậy ad
hộ chiếu cần 2 ảnh 4x6
em a 2000000 co du khong
đóng 5000000 một tháng
cần 20 bộ hồ sơ
biển số xe đổi ở đâu
đổi bằng lái hạng B1, B2
xe 50cc có phải đăng ký
xe 110 cc
hỏi @motcua_bot khai sinh
chào @bot. Tôi muốn hỏi
vào trang dichvucong.gov.vn
https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc.html?ma_thu_tuc=1.001193
vneid.gov.vn
thainguyen.gov.vn/tin-tuc/2026/11/20
cccd gắn chip
căn cước hết hạn năm 2026
cmnd 9 số còn dùng được không
căn cước 12 số
mã số 10 số là gì
số điện thoại 10 số
sđt 11 số cũ
bảo hiểm y tế 5 năm liên tục
bhxh 1 lần sau 12 tháng
bhyt hộ gia đình 2026
đóng bhxh 15 năm 6 tháng
lương 4.680.000
lương cơ sở 2.340.000 đồng
trợ cấp 500.000 đồng/tháng
trợ cấp 1.500.000 - 2.000.000
chuẩn nghèo 1.500.000, 2.000.000
phí 30 USD
tỷ lệ 99,9%
100%
nhiệt độ 37.5
phiên bản 2.1.5
phụ lục 1.2.3
áp dụng từ 01/07/2025
trước ngày 1/7/2025 hay sau ngày 1/7/2025
0
00
10
"""
INNOCENT = tuple(line for line in _LINES.strip().splitlines() if line)
