# 기록의 항목을 폼과 표에서 부르는 이름.

# 모든 항목
field-actor = 처리 주체
field-at = 등록 일시
field-bodies = 본문
field-command = 명령
field-entry = 항목
field-facts = 사실
field-format = 형식
field-id = 식별자
field-idempotency-key = 중복 방지 키
field-key = 키(공개키)
field-kind = 종류
field-name = 이름
field-programme = 사업
field-reason = 이유
field-refs = 가리키는 항목
field-source = 출처
field-space = 자리
field-subject = 다루는 것
field-summary = 설명
field-text = 글
field-title = 제목
field-type = 종류
field-url = 주소
field-value = 값
field-version = 판

# 그 가운데 하나, 기록에 적힌 이름으로.
field-part = { $field } { $part }
