# `madang select --programme`이 하는 말. 여기 있는 메시지는 en/select.ftl에도 같은 자리표시자로 있습니다.

select-will-close = { $programme }의 투표 { $vote }이(가) 열려 있습니다(투표지 { $ballots }장, 점수표 { $sheets }장). 마감하면 되돌릴 수 없습니다. 투표지가 공개되고 선정 결과가 공표됩니다
select-ask = 마감하고 집계해 공표할까요? [y/N]
select-without-ballots = 투표 { $vote }에는 아직 투표지가 한 장도 없습니다. 마감하면 되돌릴 수 없고, 아무도 투표하지 않은 선정 결과가 공표됩니다. 투표는 열린 채로 두었고 아무것도 기록하지 않았습니다. 투표지는 `madang import ballots.csv`로 넣고, 취소는 `madang vote cancel`로 사유와 함께 합니다. 그래도 마감하려면 --even-without-ballots를 주십시오
select-stays-open = 투표는 열린 채로 두었고, 아무것도 기록하지 않았습니다
select-closed = { $programme }의 투표 { $vote }을(를) 투표지 { $ballots }장, 점수표 { $sheets }장으로 마감했습니다. 더는 받지 않습니다
select-waits-for-lot = 투표 { $vote }은(는) 마감되었습니다. 규칙에 따라 동점은 추첨으로 가립니다. 규칙에 적힌 공개 값이 나오면 --lot-value 값을 붙여 다시 실행하십시오
select-selected = 후보 { $candidates }건 가운데 { $selected }건 선정, 비용 합계 { $cost }
select-counted = 투표지 { $cast }장 가운데 { $counted }장 집계, { $not }장 미집계
select-not-repeated = 같은 사람의 다른 투표지를 집계했거나, 그 사람의 투표지는 모두 집계하지 않음
select-not-unknown = 후보가 아닌 제안을 고름
select-not-twice = 한 제안을 두 번 고름
select-not-empty = 고른 제안이 없음
select-not-too-few = 선택 수 미달
select-not-too-many = 선택 수 초과
select-not-over-cost = 고른 제안들의 비용 합계 초과
select-not-over-points = 점수 초과, 점수 없음, 또는 점수가 없는 투표에 점수를 적음
select-not-excluded = 선정 전에 무효로 뺌
select-published = 항목 { $entry }번으로 공표했습니다
select-computed-again = 다시 계산했습니다. 항목 { $entry }번으로 공표되어 있습니다
select-page = 결과: { $address }
select-entry-page = 항목: { $address }
select-no-base = 누리집 안의 주소입니다. --base-url(MADANG_BASE_URL)을 주면 앞에 누리집 주소가 붙습니다
