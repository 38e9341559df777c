# `madang select 파일`의 표가 하는 말. 여기 있는 메시지는 en/table.ftl에도 같은 자리표시자로 있습니다.

table-voices = 제외해 본 주체
table-runs = 당락선 주변 실행
table-round = 라운드
table-phase = 단계
table-id = 식별자
table-cost = 비용
table-votes = 득표
table-value = 비교값
table-name = 이름
table-not-selected = 미선정(득표순):
table-more = 외 { $more }건
table-total = { $selected }건 선정, 예산 { $budget } 가운데 비용 합계 { $cost }, 투표자 { $voters }명
table-total-seats = { $seats }석 가운데 { $selected }건 선정, 실제 비용 { $cost }, 투표자 { $voters }명
table-tie = { $round }라운드 동점: { $projects } (결정 기준: { $by })
table-tied-more = { $projects } 외 { $more }건
table-pot = 서비스군 { $group }: { $what }
table-endowment = 투표자 1인당 몫 { $last }, { $raises }회 인상(처음 { $first })
table-compared-kept = 최종 비교: 이 결과 선호 { $own }명, 다른 결과 선호 { $other }명. 유지
table-compared-other = 최종 비교: 이 결과 선호 { $own }명, 다른 결과 선호 { $other }명. 다른 결과 채택
table-stopped-by = { $project }: 남은 예산을 넘음
table-too-dear = { $amount } 초과
table-kept-for = 서비스군: { $groups }
table-short = 마지막에 { $amount } 모자람
table-approvals = { $number }명이 더 고르면 선정(확인함)
table-ballots = 이 제안만 고른 투표지 { $number }장이 더 있으면 선정(확인함)
table-supporters = 아무 제안에도 내지 않은 투표자 { $number }명이 더 고르면 선정
