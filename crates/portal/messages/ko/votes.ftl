vote-count-selected = 선정 { $number }건
vote-selected = 선정
vote = 투표
vote-opened = 투표 시작
vote-closed = 투표 마감
vote-ballots-opened = 개봉
vote-ballots = 투표지
vote-result = 결과
vote-still-open = 진행 중
vote-sealed = 봉인됨
vote-no-result = 아직 없음
vote-cancelled = 취소됨: 선정 없음
vote-name = 투표 { $id }
vote-why-selected = { $count ->
    [1] 첫 번째로 선정되었습니다.
   *[other] { $number }번째로 선정되었습니다.
}
vote-why-money-behind = 이 제안을 고른 사람들에게 끝까지 남아 있던 몫은 모두 { $amount }입니다.
vote-why-short-by = 비용까지 { PARTICLE($amount, "이/가") } 모자랍니다.
vote-why-supporters-short = 아무 제안에도 돈을 내지 않은 투표자 가운데 { $number }명이 이 제안도 골랐다면 선정되었고, 한 명이라도 적으면 선정되지 않았습니다.
vote-why-over-budget = 있는 예산보다 { $amount } 많이 듭니다.
vote-why-over-left = 차례가 왔을 때 남은 예산은 { $left }이었고, 비용에 { PARTICLE($amount, "이/가") } 모자랐습니다.
vote-why-kept-for = { $groups }의 하한을 채울 수 없게 되었을 것입니다.
vote-why-stopped-by = 남은 예산에 들어가지 않아 선정이 끝나게 한 제안:
vote-why-supporters-paid = 이 제안의 지지자들이 선정된 다른 제안에 쓴 돈
vote-why-paid = 쓴 돈
vote-why-unknown = 기록에 이유가 적혀 있지 않습니다.
vote-why-not-public = 설명이 담긴 본문이 공개되어 있지 않습니다.
vote-reason-no-support = 고른 사람이 없습니다.
vote-reason-above-budget = 비용이 전체 예산보다 큽니다.
vote-reason-no-points = 점수를 얻지 못했습니다. 아무도 고르지 않았거나, 점수가 없는 순위로만 골랐습니다.
vote-reason-no-seats = 선정할 제안 수가 0입니다.
vote-reason-no-pot = 예산이 서비스군별로 나뉘어 있는데 이 제안의 서비스군에는 배정된 예산이 없습니다.
vote-reason-does-not-fit = 남은 예산에 들어가지 않았습니다.
vote-reason-too-little-money = 이 제안을 고른 사람들의 남은 몫을 모두 더해도 비용에 미치지 못했습니다.
vote-reason-number-reached = 정해진 수가 찰 때까지 다른 제안들이 먼저 뽑혔습니다.
vote-reason-stopped = 앞선 제안이 남은 예산에 들어가지 않아 차례가 오기 전에 선정이 끝났습니다.
vote-reason-reserved = 다른 서비스군의 하한을 지키기 위해 뽑히지 않았습니다.
vote-reason-outranked = 다른 제안들이 먼저 뽑히고 선정이 끝났습니다.
vote-reason-below-threshold = 규칙이 정한 최소 기준에 미치지 못했습니다.
vote-reason-comparison = 마지막 비교에서 다른 결과가 채택되었습니다.
vote-phase-zero-cost = 비용이 들지 않고 지지자가 있어 먼저 선정되었습니다.
vote-phase-equal-shares = 균등 몫 방식으로 지지자들이 비용을 나누어 냈습니다.
vote-phase-bounded-overspending = 초과 지출을 제한한 균등 몫 방식으로 지지자들이 비용을 나누어 냈습니다.
vote-phase-greedy = 표를 많이 받은 순서로 선정되었습니다.
vote-phase-phragmen = 프라그멘 방식으로 선정되었습니다.
vote-phase-proportional-approval = 비례 승인 방식으로 선정되었습니다.
vote-phase-scores = 가중 점수 순서로 선정되었습니다.
vote-phase-utilitarian-completion = 남은 예산을 표가 많은 순서로 채울 때 선정되었습니다.
vote-phase-phragmen-completion = 남은 예산을 프라그멘 방식으로 채울 때 선정되었습니다.
vote-phase-reserve = 하한에 못 미친 서비스군의 자리를 채울 때 선정되었습니다.
vote-selection-title = 선정
vote-selection-page-title = { $title } – { $programme }
vote-selection-lead = 첫 표가 들어오기 전에 정한 규칙과 모든 표를 공개합니다. 누구나 다시 세어 볼 수 있습니다.
vote-selection-no-vote = 아직 투표가 열리지 않았습니다.
vote-selection-not-yet = 선정 결과는 아직 공개되지 않았습니다.
vote-cancelled-notice = 이 투표는 취소되어 이 투표로 선정되는 제안은 없습니다.
vote-cancelled-why = 사유:
vote-selection-other-votes = 이 사업의 모든 투표
vote-column-id = 제안 번호
vote-column-cost = 비용, 통화의 기본 단위
vote-column-name = 제목
vote-column-group = 서비스군
vote-column-audience = 대상, |로 나눔
vote-column-selected = 선정되었으면 1, 아니면 0
vote-column-place = 선정된 순서, 1부터
vote-column-votes = 득표
vote-column-value = 규칙이 제안을 견준 값. 뜻은 규칙마다 다름: 점수, 득표, 지지자가 비용 1에 얻는 만큼 등
vote-column-weighted-score = 종합 점수, 점수로 정하는 규칙에서만
vote-column-score-parts = 누가 종합 점수에 얼마를 더했는지, |로 나눔. 시민 투표는 ballots, 나머지는 기구
vote-column-reason = 선정되지 않은 이유의 부호
vote-column-short-by = 지지자들의 남은 몫으로 모자란 금액
vote-column-over-budget = 남은 예산을 넘는 금액
vote-column-entry = 기록의 항목 번호
vote-column-body = 점수를 매긴 기구
vote-column-expert = 점수를 매긴 위원
vote-column-score = 점수
vote-column-voter = 투표자의 가명, 이 투표에서만 씀
vote-column-choices = 고른 제안의 번호, |로 나눔. 순위 투표는 좋아하는 순서
vote-column-points = 선택마다 준 점수, |로 나눔
vote-result-selected = 선정
vote-result-cost = 총비용
vote-result-budget = 예산
vote-result-cast = 받은 투표지
vote-result-voters = 집계된 투표지
vote-result-caption = 선정된 제안, 선정된 순서
vote-result-place = 순서
vote-result-votes = 득표
vote-result-endowment = { $about ->
    [about] 한 사람의 몫을 약 { $first }에서 시작해 { $raises }번 올려 약 { $last }에서 끝났습니다.
   *[other] 한 사람의 몫을 { $first }에서 시작해 { $raises }번 올려 { $last }에서 끝났습니다.
}
vote-result-endowment-fixed = { $about ->
    [about] 한 사람의 몫은 약 { $first }입니다.
   *[other] 한 사람의 몫은 { $first }입니다.
}
vote-stopped-next-infeasible = 한 번 더 올리면 예산을 넘기 때문입니다.
vote-stopped-exhaustive = 더 들어갈 제안이 없기 때문입니다.
vote-stopped-all-selected = 선정할 수 있는 제안이 모두 선정되었기 때문입니다.
vote-stopped-number-reached = 정해진 개수를 채웠기 때문입니다.
vote-stopped-bound = 더 올려도 결과가 달라지지 않기 때문입니다.
vote-result-comparison = 다득표 순 방식의 결과({ $number }건)와 비교하면, 이 규칙의 결과가 더 유리한 투표자는 { $own }명, 다득표 순이 더 유리한 투표자는 { $other }명입니다.
vote-result-comparison-kept = 그래서 이 규칙의 결과를 그대로 두었습니다.
vote-result-comparison-replaced = 그래서 다득표 순 방식의 결과로 바꾸었습니다.
vote-result-projects = 제안별 결과와 이유
vote-result-projects-text = 모든 후보가 어떻게 되었고 왜 그랬는지 보여 줍니다. 제안 이름을 누르면 자세한 설명이 있습니다.
vote-result-projects-caption = 모든 후보의 결과
vote-result-fate = 결과와 이유
vote-result-people = 점수를 준 사람
vote-result-points = 점수 합계
vote-result-missing = 모자란 금액
vote-result-round = { $count ->
    [1] 첫 번째
   *[other] { $number }번째
}
vote-result-more = 후보 { $number }건 가운데 { $shown }건을 보여 줍니다. 전체는 JSON에 있습니다.
vote-result-rounds = 순서별 계산 { $number }단계 보기
vote-result-ties = 동점 처리 { $number }건 보기
vote-result-tie = { $count ->
    [1] 첫 번째 순서의 동점을 { $step }:
   *[other] { $round }번째 순서의 동점을 { $step }:
}
vote-tie-lowest-cost = 비용이 낮은 순으로 정했습니다
vote-tie-most-votes = 표가 많은 순으로 정했습니다
vote-tie-lot = 추첨으로 정했습니다
vote-tie-id = 번호 순서로 정했습니다
vote-result-json = 계산 과정 전체 (JSON)
vote-rounds-caption = 한 단계에 한 제안씩, 선정된 순서
vote-rounds-chart = 선정할 때마다 남은 예산
vote-rounds-largest = 한 사람이 낸 최대 금액
vote-rounds-effective = 실효 득표
vote-rounds-full = 온전히 낸 사람
vote-rounds-part = 일부만 낸 사람
vote-rounds-nothing = 낼 돈이 없던 사람
vote-rounds-runner-up = 다음 차례였던 제안
vote-quotas-caption = 서비스군별 상한과 하한
vote-quotas-least = 최소
vote-quotas-most = 최대
vote-rule-title = 선정 규칙
vote-rule-fixed = 이 규칙은 다음 항목에서 확정되었습니다:
vote-rule-before-vote = 투표는 그 뒤에 열렸고, 첫 표는 투표가 열린 다음에만 받을 수 있습니다:
vote-rule-json = 규칙 전문 (JSON, 기록된 그대로)
vote-rule-budget = 예산은 { $amount }입니다.
vote-rule-number = { $number }건을 고릅니다.
vote-rule-unit-costs = 비용과 관계없이 제안 하나를 한 자리로 셉니다.
vote-rule-greedy = 표를 많이 받은 제안부터 차례로 고릅니다.
vote-rule-fit-skip = 남은 예산에 들어가지 않는 제안은 건너뛰고 계속합니다.
vote-rule-fit-stop = 남은 예산에 들어가지 않는 제안이 나오면 멈춥니다.
vote-rule-equal-shares = 균등 몫 방식: 예산을 투표자 수로 똑같이 나눈 몫을 한 사람 한 사람이 갖고, 자기가 고른 제안의 비용을 지지자들이 나누어 냅니다.
vote-rule-equal-shares-order = 지지자들이 가장 적은 부담으로 살 수 있는 제안부터 하나씩 고르고, 비용을 낼 수 있는 제안이 더 없으면 멈춥니다.
vote-rule-bounded-overspending = 초과를 조금 허용하는 균등 몫 방식: 예산을 투표자 수로 똑같이 나눕니다. 지지자들의 몫이 제안의 비용에 모자라도 고를 수 있으며, 모자라는 금액은 전체 예산에서 냅니다.
vote-rule-bounded-overspending-order = 모자라는 금액까지 계산해, 지지자들의 몫에 견주어 얻는 것이 가장 많은 제안부터 고릅니다.
vote-rule-phragmen = 프라그멘 방식: 선정의 부담을 지지자들이 나누어 지며, 가장 무거운 부담이 가장 가볍도록 하나씩 고릅니다.
vote-rule-proportional-approval = 비례 승인 방식: 이미 고른 제안을 많이 얻은 투표자의 표는 점점 가볍게 셉니다.
vote-rule-scores = 점수 방식: 표의 비중은 { $ballots }입니다.
vote-rule-scores-body = { $body }의 점수 비중은 { $weight }입니다.
vote-rule-scores-scale = 위원이 준 점수를 만점 { $top }점으로 나누어 0에서 1 사이의 값으로 바꿉니다.
vote-rule-scores-highest = 위원이 준 점수를 그 위원이 준 가장 높은 점수로 나누어 0에서 1 사이의 값으로 바꿉니다.
vote-rule-scores-range = 위원이 준 가장 낮은 점수를 0, 가장 높은 점수를 1로 놓고 나머지를 그 사이의 값으로 바꿉니다.
vote-rule-scores-rank = 위원이 준 점수는 순위로만 셉니다. 그 위원이 더 낮은 점수를 준 제안의 비율이고, 같은 점수는 반으로 셉니다.
vote-rule-scores-mean = 기구의 점수는 평가표를 낸 위원들의 값을 평균한 것입니다. 평가표를 내지 않은 위원은 세지 않고, 낸 평가표에서 빠진 제안은 0으로 셉니다.
vote-rule-unknown = 이 화면이 설명하지 못하는 방식입니다. 아래 JSON을 보세요.
vote-rule-utility-cost = 비용이 큰 제안일수록 지지자에게 가치가 크다고 보고 계산합니다.
vote-rule-utility-cardinality = 제안의 가치는 비용과 관계없이 모두 같다고 보고 계산합니다.
vote-rule-utility-points = 제안의 가치는 투표자가 준 점수만큼이라고 보고 계산합니다.
vote-rule-utility-points-cost = 제안의 가치는 투표자가 준 점수에 비용을 곱한 만큼이라고 보고 계산합니다.
vote-rule-utility-places = 제안의 가치는 투표자가 매긴 순위에 따른다고 보고 계산합니다.
vote-rule-add-one = 돈이 남으면 한 사람의 몫을 { $step }씩 올려 처음부터 다시 계산합니다.
vote-rule-add-one-integral = 돈이 남으면 한 사람의 몫을 (처음은 소수점 아래를 버리고) { $step }씩 올려 처음부터 다시 계산합니다.
vote-rule-budget-increase = 돈이 남으면 예산을 { $percent }%씩 늘린 것으로 놓고 처음부터 다시 계산합니다.
vote-rule-stop-infeasible = 다음 결과가 예산을 넘을 때 멈추고, 넘기 전 마지막 결과를 씁니다.
vote-rule-stop-exhaustive-all = 더 들어갈 제안이 없거나 다음 결과가 예산을 넘으면 멈춥니다.
vote-rule-stop-exhaustive-supported = 지지자가 있는 제안 가운데 더 들어갈 것이 없거나 다음 결과가 예산을 넘으면 멈춥니다.
vote-rule-complete-votes = 남은 예산은 표가 많은 순서로 채웁니다.
vote-rule-complete-phragmen = 남은 예산은 프라그멘 방식으로 채웁니다.
vote-rule-comparison-greedy = 마지막으로 다득표 순 방식의 결과와 비교해, 그쪽이 더 유리한 투표자가 더 많으면 그 결과로 바꿉니다.
vote-rule-ties-id = 동점이면 번호 순서로 정합니다.
vote-rule-ties-cost-votes = 동점이면 비용이 낮은 쪽, 그래도 같으면 표가 많은 쪽, 그래도 같으면 번호 순서로 정합니다.
vote-rule-ties-lot = 동점이면 미리 약속한 방법의 추첨으로 정합니다.
vote-rule-ties-cost-votes-lot = 동점이면 비용이 낮은 쪽, 그래도 같으면 표가 많은 쪽, 그래도 같으면 추첨으로 정합니다.
vote-lot-title = 추첨
vote-lot-text = 마지막까지 남은 동점은 두 값으로 추첨합니다. 하나는 투표 전에 해시를 공개한 비밀 값이고, 다른 하나는 투표가 끝나기 전에는 아무도 알 수 없는 공개 값입니다. 나온 값이 이 값이 맞는지는 기록에 없으므로, 그 값이 발표된 곳에서 대조해 보십시오.
vote-lot-seed-hash = 비밀 값의 해시(SHA-256)
vote-lot-public-value = 공개 값
vote-lot-seed = 비밀 값
vote-lot-value = 공개된 추첨 값
vote-rule-quotas-pots = 서비스군마다 따로 예산을 두고 고릅니다.
vote-rule-quotas-caps = 서비스군의 상한에 이르면 그 서비스군의 나머지 제안은 빠집니다.
vote-rule-quotas-reserve = 서비스군의 상한을 지키고, 모든 서비스군이 하한을 채울 수 있도록 자리를 남겨 둡니다.
vote-rule-quota-least-number = { $group }: 적어도 { $number }건
vote-rule-quota-most-number = { $group }: 많아야 { $number }건
vote-rule-quota-least-money = { $group }: 적어도 { $amount }
vote-rule-quota-most-money = { $group }: 많아야 { $amount }
vote-course = 투표 진행 경과
vote-candidates = 후보
vote-published = 선정 공개
vote-digest = 입력 요약값 (SHA-256)
vote-ballot-rule = 투표지 집계 기준
vote-ballot-approval = 마음에 드는 제안을 순서 없이 고릅니다.
vote-ballot-cumulative = 가진 점수를 제안들에 나누어 줍니다.
vote-ballot-scoring = 제안마다 따로 점수를 줍니다.
vote-ballot-ordinal = 제안에 순위를 매깁니다.
vote-ballots-least = 적어도 { $number }건을 골라야 합니다.
vote-ballots-most = 많아야 { $number }건을 고를 수 있습니다.
vote-ballots-cost = 고른 제안의 비용을 더해 { PARTICLE($amount, "을/를") } 넘을 수 없습니다.
vote-ballots-points = 점수는 모두 더해 { $number }점을 넘을 수 없습니다.
vote-ballots-unknown-discard = 후보가 아닌 제안을 적은 투표지는 세지 않습니다.
vote-ballots-unknown-drop = 후보가 아닌 제안은 빼고 나머지를 셉니다.
vote-ballots-repeated-first = 한 사람이 여러 번 투표하면 처음 것을 셉니다.
vote-ballots-repeated-last = 한 사람이 여러 번 투표하면 마지막 것을 셉니다.
vote-ballots-repeated-none = 한 사람이 여러 번 투표하면 모두 세지 않습니다.
vote-tally-title = 투표지 집계 결과
vote-tally-caption = 투표지 집계 보고
vote-tally-what = 구분
vote-tally-number = 수
vote-tally-cast = 들어온 투표지
vote-tally-counted = 집계됨
vote-tally-repeated = 중복 투표(다른 표를 집계)
vote-tally-unknown = 후보가 아닌 제안을 적음
vote-tally-repeated-choice = 같은 제안을 두 번 적음
vote-tally-empty = 빈 투표지
vote-tally-too-few = 선택 수 미달
vote-tally-too-many = 선택 수 초과
vote-tally-over-cost = 비용 초과
vote-tally-over-points = 점수 초과
vote-tally-dropped = 무효로 뺀 선택(투표지가 아니라 선택의 수)
vote-ballots-title = 투표지 내려받기
vote-ballots-text = 여기에는 열린 투표지가 있습니다. JSON에는 집계되지 않은 것까지 모두, CSV와 Pabulib 파일에는 집계된 것만 있습니다. 다시 투표해서 대신하게 된 투표지는 열리지 않습니다. 누가 투표했는지는 들어 있지 않고, 이 투표에서만 쓰는 가명만 있습니다.
vote-secrecy = 누가 어떻게 투표했는지 기록에서 알아낼 수 없도록, 투표 항목의 시각은 { $minutes }분 단위로만 남고 식별자에는 시각이 없습니다. 파일로 들어온 투표지는 무작위 순서로 기록되며, 한 사람이 여러 번 투표했으면 집계되는 투표지만 열립니다.
vote-secrecy-none = 이 투표는 이전 규칙으로 시작했으며, 그 뒤에 기록이 새 규칙을 받아들였어도 그 규칙을 그대로 따릅니다. 투표지가 기록된 시각이 밀리초까지 남고, 모든 투표지가 열립니다.
vote-secrecy-remains = 그래도 남는 점: 기록이 늘어나는 것을 지켜보는 사람은 각 가명이 대략 언제 투표했는지 알 수 있고, 운영자의 서버는 누가 어떤 표를 냈는지 압니다.
vote-ballots-file = { $format } 내려받기
vote-why-standing = { $count ->
    [1] 득표는 { $votes }표로 { $total }건 중 첫 번째입니다.
   *[other] 득표는 { $votes }표로 { $total }건 중 { $standing }번째입니다.
}
vote-why-score = 점수는 { $score }입니다.
vote-why-score-and-last = 점수는 { $score }이고, 점수로 마지막에 선정된 제안은 { $last }입니다.
vote-why-standing-points = { $number }명이 이 제안에 점수를 주었습니다. 순서는 사람 수가 아니라 점수로 정합니다.
vote-why-points = { $count ->
    [1] 받은 점수는 모두 { $points }점으로 { $total }건 중 가장 많습니다.
   *[other] 받은 점수는 모두 { $points }점으로 { $total }건 중 { $standing }번째로 많습니다.
}
vote-why-fewer = 이보다 표가 적은 제안 { $number }건이 선정되었습니다. 가장 적은 표는 { $least }표입니다.
vote-why-fewer-people = 이보다 적은 사람이 고른 제안 { $number }건이 선정되었습니다.
vote-why-fewer-points = 이 규칙은 고른 사람의 수가 아니라 표에 매긴 점수나 순위로 정합니다. 적은 사람이 골라도 높은 점수를 받으면 선정됩니다.
vote-why-fewer-per-cost = 이 규칙은 비용에 견준 표의 수로 순서를 정합니다. 표가 적어도 비용이 적으면 앞설 수 있습니다.
vote-why-fewer-shares = 균등 몫 방식에서는 투표자마다 같은 몫을 갖고, 자기가 고른 제안의 비용을 지지자들이 나누어 냅니다. 그래서 표가 적어도 지지자들의 몫으로 비용을 낼 수 있으면 선정되고, 표가 많아도 몫이 이미 다른 제안에 쓰였으면 선정되지 않습니다.
vote-why-fewer-scores = 점수 방식에서는 표만이 아니라 위원회와 심사단의 점수도 정해진 비중으로 더합니다.
vote-why-fewer-budget = 표가 많아도 남은 예산이나 서비스군의 한도에 맞지 않으면, 그다음으로 표가 많은 제안이 선정됩니다.
vote-why-fewer-rule = 이 규칙은 표의 수만으로 순서를 정하지 않습니다.
vote-why-fewer-reserve = 정해진 하한에 못 미친 서비스군의 자리는 그 서비스군의 제안으로 채웁니다. 그래서 다른 서비스군에서 더 많은 표를 받은 제안보다 먼저 선정될 수 있습니다.
vote-why-tie-lost = 같은 순위의 제안 { $number }건 가운데 하나를 { $step }. 이 제안은 그때 선정되지 않았습니다.
vote-why-tie-won = 같은 순위의 제안 { $number }건 가운데 하나를 { $step }. 이 제안이 선정되었습니다.
vote-why-tie-first = 먼저 선정된 제안:
vote-why-lot = 추첨 보기
vote-why-rule = 선정 규칙 보기
vote-why-all = 모든 후보의 결과 보기
vote-why-never-affordable = 처음부터 지지자들의 몫을 모두 더해도 비용에 미치지 못했습니다.
vote-why-unaffordable-after = { $count ->
    [1] 첫 번째 선정 뒤부터는 지지자들의 남은 몫이 비용에 미치지 못했습니다.
   *[other] { $number }번째 선정 뒤부터는 지지자들의 남은 몫이 비용에 미치지 못했습니다.
}
vote-why-paid-full = { $number }명이 똑같이 { $largest }씩 부담했습니다.
vote-why-paid-part = { $number }명은 남은 몫만큼만 부담했습니다.
vote-why-paid-nothing = { $number }명은 남은 몫이 없어 부담하지 않았습니다.
vote-score = 점수
vote-score-parts = 점수의 구성
vote-score-voice = 누가
vote-score-part = 점수에 더한 값
vote-score-of = 점수 중
vote-voice-ballots = 시민 투표
vote-who-title = 누가 정했나요
vote-who-had = 의 비중은 { $percent }%였습니다.
vote-who-sheets = { $count ->
    [0] 위원 { $members }명 가운데 아무도 평가표를 내지 않았습니다.
   *[other] 위원 { $members }명 가운데 { $number }명이 평가표를 냈습니다.
}
vote-who-none = 이 선정에는 참여하지 않았습니다.
vote-who-weight = 비중 { $percent }%.
vote-who-same = 없었어도 결과는 같습니다.
vote-who-changed = 없었다면 { $lost }건이 빠지고 { $gained }건이 새로 선정되었을 것입니다.
vote-who-no-answer = 없었다면 규칙으로 선정할 수 없었을 것입니다.
vote-found-title = 결과를 따져 보기
vote-rule-threshold-votes = { $least }표 이상을 얻은 제안만 선정될 수 있습니다.
vote-rule-threshold-points = { $least }점 이상을 얻은 제안만 선정될 수 있습니다.
vote-rule-threshold-score = 종합 점수가 { $least } 이상인 제안만 선정될 수 있습니다.
vote-rule-stop-number = 정해진 수를 채우면 거기서 멈춥니다.
vote-title = { $vote } 선정 결과
vote-planned = 예고된 기간
vote-planned-for = 예정
vote-to-come = 예고됨
vote-announced = 투표 기간:
vote-announced-before = 이전 예고
vote-announcement-changed = 변경:
vote-announcement-taken-back = 철회:
vote-announcement-instead = 새로 예고한 기간:
vote-announcement-shorter = 투표할 수 있는 시간이 짧아졌습니다.
vote-announcement-longer = 투표할 수 있는 시간이 길어졌습니다.
vote-announcement-moved = 투표할 수 있는 시간의 길이는 그대로입니다.
vote-announcement-title = 기간은 그대로이고 제목이 바뀌었습니다.
vote-announcement-no-reason = 사유를 적지 않았습니다.
vote-announcement-was-changed = 이 투표는 예고한 내용이 투표 전에 바뀌었습니다.
vote-announcement-when-and-why = 언제, 왜 바뀌었는지 보기
vote-next = 앞으로는
vote-result-rest = 나머지 { $number }건 보기
vote-next-not-selected = 선정되지 않은 제안은 다음 투표에서 다시 후보가 됩니다.
vote-ended = 투표가 끝난 때:
vote-to-be-closed = 더는 표를 받지 않으며, 마감과 집계를 기다리고 있습니다.
vote-never-opened = 예고한 기간이 지났지만 열리지 않았습니다
vote-until = 투표 마감 예정:
vote-verdict = 제안 { $projects }건 중 { $selected }건이 선정되었습니다.
vote-verdict-served = 투표지가 집계된 { $voters }명 중 { $served }명({ $percent }%)은 고른 제안이 한 건 이상 선정되었습니다.
vote-first-selected = 가장 먼저 선정된 제안
vote-steps-title = 어떻게 선정했나요
vote-tally-excluded = 선정 전에 제외됨
vote-tally-text = 들어온 투표지는 ‘집계됨’부터 ‘선정 전에 제외됨’까지 가운데 꼭 한 곳에 들어가며, 더하면 들어온 수와 같습니다.
vote-quotas-kept = 충족
vote-quotas-broken = 미충족
vote-quotas-none = 제한 없음
vote-quotas-met = 충족 여부
vote-rounds-phase = 선정 단계
vote-rounds-round = 순서와 제안
vote-lot-pledged = 투표 전에 약속한 것
vote-lot-drawn = 투표 뒤에 뽑은 것
vote-lot-when = 기록
vote-lot-form = 공개 값의 형식
vote-lot-form-ascending = { $least }부터 { $most }까지의 서로 다른 수 { $numbers }개, 작은 수부터
vote-lot-form-any = { $least }부터 { $most }까지의 수 { $numbers }개
vote-lot-earliest = 공개 값이 나오는 때
vote-lot-hours = 투표 마감 { $number }시간 뒤부터
vote-lot-not-yet = 아직 뽑지 않았습니다. 투표지를 개봉할 때 비밀 값과 공개 값이 함께 기록됩니다.
vote-lot-order = 같은 순위의 제안은 비밀 값, 공개 값, 제안 번호를 이어 SHA-256으로 계산한 값이 작은 것부터 선정합니다.
vote-lot-no-ties = 추첨으로 정해야 할 동점은 없었습니다.
vote-lot-tie = { $count ->
    [1] 첫 번째 순서: 같은 순위의 제안 { $number }건, 추첨 순서대로
   *[other] { $round }번째 순서: 같은 순위의 제안 { $number }건, 추첨 순서대로
}
vote-lot-taken = 선정
vote-participation-title = 누가 참여했나요
vote-participation-lead = 누가 제안하고 몇 명이 투표했으며, 어떤 위원이 어떤 비중으로 참여했는지 보여 줍니다.
vote-participation-voices = 철회하지 않은 의견 { $number }건입니다. 한 사람이 여러 번 말했을 수 있습니다. 포털로 들어온 것은 말한 사람이 직접 냈고, 나머지는 다른 곳에서 말한 것을 공무원이나 진행자가 올렸습니다.
vote-participation-ballots = 시민 투표
vote-participation-ballots-caption = 투표별 투표지와 선정
vote-participation-bodies-caption = 기구별 위원 구성과 선정에서의 비중
vote-participation-body = 기구
vote-participation-kind = 종류
vote-participation-members = 위원 구성
vote-participation-weight = 선정 비중
vote-reason-quota = 서비스군의 상한에 이르렀거나 그 서비스군에 배정된 예산이 없습니다.
vote-rounds-chart-text = { $rounds }건을 선정한 뒤 남은 예산: { $first } 중 { $last }.
vote-result-tied-more = 외 { $number }건
vote-beside-title = 다른 규칙이었다면
vote-beside-decides-nothing = 이 비교로 정해지는 것은 없습니다.
vote-beside-text = 같은 투표지와 같은 예산·한도에 널리 쓰이는 다른 규칙을 적용해 다시 계산한 결과입니다. 선정은 투표 전에 확정된 규칙으로만 정합니다.
vote-beside-too-large = 이 투표는 커서 여기서는 계산하지 않습니다. 내려받은 투표지로 madang compare를 실행하면 볼 수 있습니다.
vote-beside-under-way = 다른 규칙의 결과를 계산하고 있습니다. 잠시 뒤에 이 쪽을 다시 열어 보세요.
vote-beside-caption = 다른 규칙의 결과와 실제 선정 비교
vote-beside-rule = 규칙
vote-beside-common = 실제와 같음
vote-beside-lost = 빠졌을 제안
vote-beside-gained = 새로 선정되었을 제안
vote-beside-not-applicable = 이 투표에는 적용할 수 없습니다.
vote-beside-which = { $rule }: 달라지는 제안 보기
vote-beside-most-votes = 다득표 순
vote-beside-equal-shares = 균등 몫 방식
vote-beside-phragmen = 프라그멘 방식
vote-beside-proportional-approval = 비례 승인 방식
vote-participation-proposers = 제안자
vote-participation-proposers-caption = 제안자 유형별 제안과 선정
vote-participation-proposers-text = 제안 수에는 나중에 철회된 제안도 들어 있습니다. 투표마다 후보가 몇 건이었는지는 아래 표에 있습니다. 제안자 유형은 제안을 접수한 곳이 적은 것입니다.
vote-participation-no-proposals = 아직 접수된 제안이 없습니다.
vote-participation-of-selected = 선정된 제안 중 비율
vote-participation-all = 모두
vote-participation-kind-not-stated = 밝히지 않음
vote-beside-hidden = 선정 뒤에 가려지거나 바뀐 것이 있어 지금은 다시 계산할 수 없습니다.
vote-numbered = { $number }차 투표
vote-newer-open = 이 결과 뒤에 열린 투표입니다. 지금 진행 중이며 선정 결과는 아직 공개되지 않았습니다.
vote-newer-counted = 이 결과 뒤에 열린 투표입니다. 마감되었고 선정 결과는 아직 공개되지 않았습니다.
vote-newer-cancelled = 이 결과 뒤에 열린 투표입니다. 취소되어 이 투표로 선정되는 제안은 없습니다.
vote-why-cost-then = 투표 때의 비용은 { $then }이었고, 아래의 이유는 그 비용에 대한 것입니다. 그 뒤에 고친 지금의 비용은 { $now }입니다.
vote-who-nothing-decided = 아무도 정하지 않았습니다. 투표가 취소되어 정해진 것이 없습니다. 아래는 투표가 끝났다면 규칙에 따라 주어졌을 비중입니다.
vote-who-not-decided-yet = 아직 정해진 것이 없습니다. 아래는 규칙이 정한 비중입니다.
vote-who-no-part = 규칙에 따라 참여하지 않습니다.
vote-cancelled-at = 투표가 취소된 때
vote-participation-invalid = 집계되지 않음(기준에 맞지 않음)
vote-participation-cancelled = 취소된 투표입니다. 표를 집계하지 않았고 선정된 것도 없습니다.
vote-tally-excluded-sheets = 선정 전에 제외된 평가표(투표지가 아님)
vote-counting-not-yet = 표를 아직 세고 있습니다. 다시 시도하십시오
vote-otherwise-title = 달라질 수 있었을까요?
vote-otherwise-how = 표나 돈이 그만큼 달랐던 것으로 놓고 같은 규칙으로 다시 계산해 확인한 수입니다. 하나라도 적으면 이 제안의 결과는 그대로입니다. 이 계산으로 정해지는 것은 없습니다.
vote-otherwise-under-way = 몇 표가 더 있었으면 달라졌을지 지금 계산하고 있습니다. 길어도 1분이면 됩니다.
vote-otherwise-again = 다시 보기
vote-otherwise-too-large = 여기서 계산하기에는 큰 투표입니다. 두 파일을 내려받아 다음 명령을 실행하면 볼 수 있습니다.
vote-rule-file = 규칙 파일(rule.json)
vote-ballots-counted = 집계된 투표지(ballots.pb)
vote-otherwise-not-all = 다른 방법으로 달라졌을지는 계산을 끝내지 못했습니다.
vote-otherwise-ballots = { $count ->
    [1] 이 제안만 고른 투표지가 한 장만 더 있었어도 선정되었습니다.
   *[other] 이 제안만 고른 투표지가 { $number }장 더 있었다면 선정되었습니다.
}
vote-otherwise-ballots-points = { $count ->
    [1] 이 제안에만 가장 높은 점수를 준 투표지가 한 장만 더 있었어도 선정되었습니다.
   *[other] 이 제안에만 가장 높은 점수를 준 투표지가 { $number }장 더 있었다면 선정되었습니다.
}
vote-otherwise-ballots-first = { $count ->
    [1] 이 제안을 첫째로 꼽은 투표지가 한 장만 더 있었어도 선정되었습니다.
   *[other] 이 제안을 첫째로 꼽은 투표지가 { $number }장 더 있었다면 선정되었습니다.
}
vote-otherwise-approvals = { $count ->
    [1] 투표한 사람 가운데 한 명만 이 제안도 골랐어도 선정되었습니다.
   *[other] 투표한 사람 가운데 { $number }명이 이 제안도 골랐다면 선정되었습니다.
}
vote-otherwise-money = 예산이 { $amount } 더 있었다면 선정되었습니다.
vote-otherwise-cheaper = 비용이 { $amount } 적었다면 선정되었습니다.
vote-otherwise-score = 점수로 마지막에 선정된 제안보다 점수가 { $score } 낮았습니다.
vote-otherwise-never = 표나 돈이 더 있었다는 것만으로는 선정되지 않았을 것입니다.
vote-otherwise-fewer = { $count ->
    [1] 이 제안을 고른 사람 가운데 한 명만 투표하지 않았어도 선정되지 않았습니다.
   *[other] 이 제안을 고른 사람 가운데 { $number }명이 투표하지 않았다면 선정되지 않았습니다.
}
vote-otherwise-safe = 이 제안을 고른 사람이 아무도 투표하지 않았어도 선정되었습니다.
vote-sheets-caption = 위원이 이 제안에 준 점수
vote-sheets-opened = 평가표는 투표지와 함께 열렸습니다:
vote-sheets-member = 위원
vote-sheets-score = 준 점수
vote-sheets-entry = 평가표
vote-sheets-none = 점수 없음(0점으로 셈)
vote-phase-greedy-points = 점수를 많이 받은 순서로 선정되었습니다.
vote-phase-greedy-votes-per-cost = 비용에 견준 표가 많은 순서로 선정되었습니다.
vote-phase-greedy-points-per-cost = 비용에 견준 점수가 많은 순서로 선정되었습니다.
vote-rule-greedy-points = 점수를 많이 받은 제안부터 차례로 고릅니다.
vote-rule-greedy-votes-per-cost = 비용에 견준 표가 많은 제안부터 차례로 고릅니다.
vote-rule-greedy-points-per-cost = 비용에 견준 점수가 많은 제안부터 차례로 고릅니다.
vote-row-score = 점수 { $score }, 마지막 선정 { $last }
vote-row-votes = 득표 { $votes }표, 마지막 선정 { $last }표
vote-row-points = 점수 { $points }점, 마지막 선정 { $last }점
vote-pabulib-rule = 규칙은 공개 기록의 { $rule }입니다
vote-pabulib-places = 규칙은 공개 기록의 { $rule }이고, 비용과 상관없이 제안 { $number }건을 선정합니다. 예산은 그만큼의 제안에 드는 가장 큰 비용입니다
vote-pabulib-at-most = 규칙은 공개 기록의 { $rule }이고, 제안을 많아야 { $number }건 선정합니다
