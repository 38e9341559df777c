kind-log-created = 기록 시작
kind-log-rules-adopted = 규칙 채택
kind-log-key-rotated = 서명 키 교체
kind-log-database-accepted = 이전 상태의 데이터베이스 인정
kind-log-operator-named = 운영 기관 알림
