# 이 기능의 항목 종류와 본문, 칸을 부르는 이름.
kind-body-established = 기구 구성
kind-body-member-appointed = 위원 위촉
kind-body-member-left = 위원 해촉
kind-of-content-person = 사람
field-body = 기구
field-class = 구분
field-interests = 밝힌 이해관계
field-mandate = 맡은 일
field-member = 위원
field-members = 위원
field-post = 직위
