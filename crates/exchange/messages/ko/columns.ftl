# 기록에는 없고 파일에만 있는 열과 항목의 이름.

column-age = 나이
column-cost = 비용
column-district = 지역
column-expert = 전문가
column-id = 번호
column-number = 선정할 건수
column-place = 순위
column-project = 제안
column-project-id = 제안 번호
column-score = 점수
column-selected = 선정 여부
column-sex = 성별
column-vote = 고른 제안
column-voter-id = 투표자
column-votes = 고른 제안
column-weight = 투표자 수
column-what-changed = 바뀐 것의 설명
column-projects = 고른 제안
column-category = 분야
column-beneficiaries = 대상
column-language = 언어
