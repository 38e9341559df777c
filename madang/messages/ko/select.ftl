# `madang select --programme`이 하는 말. 여기 있는 메시지는 en/select.ftl에도 같은 자리표시자로 있습니다.

select-will-close = { $programme }의 투표 { PARTICLE($vote, "이/가") } 열려 있습니다(투표지 { $ballots }장, 점수표 { $sheets }장). 마감하면 되돌릴 수 없습니다. 투표지가 공개되고 선정 결과가 공표됩니다
select-ask = 마감하고 집계해 공표할까요? [y/N]
select-without-ballots = 투표 { $vote }에는 아직 투표지가 한 장도 없습니다. 마감하면 되돌릴 수 없고, 아무도 투표하지 않은 선정 결과가 공표됩니다. 투표는 열린 채로 두었고 아무것도 기록하지 않았습니다. 투표지는 `madang import ballots.csv`로 넣고, 취소는 `madang vote cancel`로 사유와 함께 합니다. 그래도 마감하려면 --even-without-ballots를 주십시오
select-stays-open = 투표는 열린 채로 두었고, 아무것도 기록하지 않았습니다
select-closed = { $programme }의 투표 { PARTICLE($vote, "을/를") } 투표지 { $ballots }장, 점수표 { $sheets }장으로 마감했습니다. 더는 받지 않습니다
select-waits-for-lot = 투표 { PARTICLE($vote, "은/는") } 마감되었습니다. 규칙에 따라 동점은 추첨으로 가립니다. 규칙에 적힌 공개 값이 나오면 --lot-value 값을 붙여 다시 실행하십시오
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
select-what = 투표지 파일(`madang select city.pb`, 표준 입력은 `-`)이나 기록에 있는 투표(`madang select --programme 사업`)를 지정하십시오
select-vote-of-record = --vote는 기록에 있는 투표를 고르는 옵션으로 --programme과 함께 씁니다. 투표지 파일에는 빼십시오
select-selecting = 선정 중
select-raised = 선정 중, 몫 { $raises }회 인상
select-no-budget = { $file }에 예산이 없습니다. --budget 금액이나, 선정할 제안 수를 --number 개수로 주십시오
select-rule-fixed = 기록에 있는 투표의 규칙은 투표 전에 정해졌고, 분석도 결과와 함께 공표됩니다. 다음 옵션을 빼십시오: { $options }
select-with = --with는 --json이나 --html과 함께 씁니다. 표에는 부분이 나오지 않습니다. 둘 가운데 하나를 붙이십시오
select-payments-json = `--with payments`는 --json과 함께 씁니다. 투표지마다 낸 돈은 데이터이고 보고서에는 나오지 않습니다
select-payments-rule = `--with payments`는 투표자가 돈을 내는 규칙인 `--rule equal-shares`나 `bounded-overspending`과 함께 씁니다. 빼십시오
select-sensitivity = { PARTICLE($option, "은/는") } `--with sensitivity`와 함께 씁니다. 그것을 붙이거나 이 옵션을 빼십시오
select-much-work = 제안 { $projects }건 가운데 많으면 { $rounds }건을 하나씩 선정합니다({ $steps }단계, 한도 { $most }단계). 시간이 걸릴 수 있습니다
select-strict = { $words } ({ $stated }). --strict에서는 받지 않습니다. { PARTICLE($option, "을/를") } 붙이거나 --strict를 빼십시오
select-no-vote = 사업 "{ $programme }"에 선정할 투표가 없습니다. `rule`과 `ballots`가 있는 파일을 `madang import`로 넣으면 열립니다
select-several = 사업 "{ $programme }"에 진행 중인 투표가 없고, 이미 선정한 투표가 여럿입니다: { $votes }. --vote로 하나를 고르십시오
select-lot-too-early = 투표 "{ PARTICLE($vote, "\"이/가") } 아직 열려 있습니다. 추첨의 공개 값은 마감 뒤에 나와야 합니다. 먼저 --lot-value 없이 실행해 마감하십시오
select-cancelled = 투표 "{ PARTICLE($vote, "\"은/는") } 취소되어 선정할 수 없습니다
select-no-seed = 추첨 시드가 { $file }에 없습니다. --lot-seed로 주십시오
select-interrupted = 선정이 중단되었습니다
select-entry-missing = 항목 { $entry }번이 없습니다
select-sheet-hidden = 항목 { $entry }번의 평가표는 공개되어 있지 않습니다
select-erased = { $count }건 지움({ $entries })
select-restricted = { $count }건 열람 제한({ $entries })
select-entries =
    { $count ->
       *[other] 항목 { $entries }번
     }
select-entries-more = 항목 { $entries }번 외 { $more }개
select-not-whole = 항목 { $entry }번으로 공표된 투표 "{ $vote }"의 선정 결과는 다시 계산할 수 없습니다: { $what }. 나머지로 확인할 수 있는 것은 `madang verify`가 확인합니다
select-differs = 공표된 선정 결과(항목 { $entry }번)가 투표지에서 나오는 결과와 다릅니다: { PARTICLE($at, "이/가") } { $is }인데, 다시 계산하면 { $must }입니다
select-content-gone = 항목 { $entry }번의 선정 결과에 "{ PARTICLE($content, "\"이/가") } 더는 없습니다
select-other-format = 항목 { $entry }번의 "{ PARTICLE($content, "\"은/는") } 다른 버전(형식 { $format })이 쓴 것이라 비교하지 않았습니다. 사실은 비교했습니다
select-nothing = 없음
