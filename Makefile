# Two commands are all a newcomer needs: make run, make test. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PYTHONDONTWRITEBYTECODE := 1

UV := .tools/bin/uv
PY := .venv/bin/python
ENGINE := nlu/.venv/bin/python
APP_STAMP := .venv/.installed
ENGINE_STAMP := nlu/.venv/.installed

.PHONY: help run setup train test test-app test-engine bench fit eval compare lint ask chat stand-ins doctor shell rasa-validate rasa-test lock clean browser

help: ## danh sách lệnh
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: setup ## cài đặt (lần đầu) rồi chạy trợ lý trên máy này
	@exec $(PY) -m bot run

setup: $(APP_STAMP) $(ENGINE_STAMP) ## cài hai môi trường Python, không chạy gì

$(UV):
	@echo "Motcua: đang cài uv vào .tools/ …"
	@python3 -m venv .tools || { echo "Thiếu python3-venv. Trên Debian, Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@.tools/bin/pip install --quiet --disable-pip-version-check 'uv>=0.8'

$(APP_STAMP): requirements.txt pyproject.toml | $(UV)
	@echo "Motcua: đang cài môi trường ứng dụng (Python 3.12) …"
	@$(UV) venv --quiet --clear --python 3.12 .venv || { echo "Không có Python 3.12. Hãy cài rồi chạy lại, ví dụ: pyenv install 3.12" >&2; exit 1; }
	@$(UV) pip install --quiet --compile-bytecode --python .venv --require-hashes -r requirements.txt
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation -e .
	@touch $@

$(ENGINE_STAMP): nlu/requirements.txt nlu/pyproject.toml | $(UV)
	@echo "Motcua: đang cài môi trường Rasa (Python 3.10, khoảng nửa phút) …"
	@$(UV) venv --quiet --clear --python 3.10 nlu/.venv || { echo "Không có Python 3.10 mà Rasa cần. Hãy cài rồi chạy lại, ví dụ: pyenv install 3.10" >&2; exit 1; }
	@$(UV) pip install --quiet --compile-bytecode --python nlu/.venv --require-hashes -r nlu/requirements.txt
	@touch $@

train: setup ## huấn luyện mô hình hội thoại nếu dữ liệu đã đổi
	@$(PY) -m bot train

test: setup browser lint train test-app test-engine rasa-validate rasa-test ## mọi kiểm thử

test-app: setup browser train ## kiểm thử ứng dụng (SQLite, PostgreSQL, trình duyệt, Rasa thật)
	@$(PY) -m pytest --cov --cov-report=term:skip-covered --cov-report=xml

test-engine: setup ## kiểm thử các thành phần Rasa, trong Python 3.10
	@PYTHONPATH=. RASA_TELEMETRY_ENABLED=false $(ENGINE) -m pytest -q -p no:cacheprovider --rootdir tests/nlu -c tests/nlu/pytest.ini tests/nlu

lint: setup ## ruff, mypy --strict, import-linter
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench: setup train ## đo: tìm kiếm, một lượt hỏi đáp, độ đúng
	@$(PY) -m tests.bench

fit: setup ## cân lại các bằng chứng của tìm kiếm theo câu hỏi phần dev
	@$(PY) -m tests.fit_search

eval: setup ## đo trên bộ câu hỏi có nhãn: make eval FILES="tests/eval/procedures.jsonl" ARGS="--noise all"
	@$(PY) -m bot eval $(FILES) $(ARGS)

compare: setup ## so bộ phân loại ý với Rasa gốc (khoảng nửa giờ)
	@test -d var/compare/underthesea || $(UV) pip install --quiet --python nlu/.venv --target var/compare --no-deps underthesea==9.5.0 underthesea_core==3.3.2
	@$(PY) -m tests.compare_acts 2>/dev/null | grep '^{"pipeline"'

ask: setup ## hỏi một câu: make ask Q="khai sinh cần gì"
	@$(PY) -m bot ask "$(Q)"

chat: setup ## trò chuyện trong cửa sổ dòng lệnh
	@$(PY) -m bot chat

stand-ins: setup ## các nền tảng giả trên máy này, để trò chuyện qua Zalo OA, Telegram, Zalo Bot
	@$(PY) -m tests.stand_ins

doctor: setup ## kiểm tra cài đặt
	@$(PY) -m bot doctor

RASA := PYTHONPATH=. PYTHONWARNINGS=ignore RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3 $(ENGINE) -m rasa
DATA := --data nlu/data dialogues/rules dialogues/stories

rasa-validate: setup ## rasa data validate
	@$(RASA) data validate --domain dialogues/domain.yml $(DATA) --config config.yml

rasa-test: train ## rasa test trên các câu chuyện
	@$(RASA) test core --model var/models/motcua.tar.gz --stories dialogues/stories --out var/rasa-test --fail-on-prediction-errors

shell: train ## rasa shell (cần một `make run` đang chạy để các hành động trả lời)
	@ENGINE_TOKEN=$$(cat var/engine_token.secret) ACTION_URL=http://127.0.0.1:$${MOTCUA_PORT:-8080}/internal/actions TRACKER_DB=var/shell.db $(RASA) shell --model var/models/motcua.tar.gz --endpoints nlu/endpoints.yml

lock: $(UV) ## khóa lại hai danh sách thư viện
	@$(UV) pip compile --quiet --no-header --generate-hashes --no-emit-index-url --python-version 3.12 --group dev pyproject.toml -o requirements.txt
	@$(UV) pip compile --quiet --no-header --generate-hashes --no-emit-index-url --python-version 3.10 --project nlu --group nlu/pyproject.toml:dev nlu/pyproject.toml -o nlu/requirements.txt

browser: ## cài Chromium và PostgreSQL cho kiểm thử (Debian, Ubuntu, quyền root)
	@bash tests/system_packages.sh

clean: ## xóa môi trường, mô hình và dữ liệu trên máy này
	@rm -rf .venv nlu/.venv .tools var
