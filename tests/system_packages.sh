#!/usr/bin/env bash
# Chromium and PostgreSQL for the tests; installs only what is missing and only where it may.
set -euo pipefail
missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium fonts-noto-core)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Để chạy đủ kiểm thử, hãy cài: ${missing[*]} (thiếu thì các kiểm thử đó được bỏ qua và báo rõ)" >&2
    exit 0
fi
echo "Motcua: đang cài cho kiểm thử: ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
