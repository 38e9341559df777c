# 규칙의 옵션에 대해 하는 말. 여기 있는 메시지는 en/rule.ftl에도 같은 자리표시자로 있습니다.

rule-decimal = 소수점은 마침표로 적고, 천 단위 사이에는 아무것도 넣지 마십시오
rule-no-quotas = { $file }의 내용은 서비스군별 상·하한이 아닙니다(`madang select --help`의 --quotas에 설명이 있습니다)
rule-no-rule = { $file }의 내용은 선정 규칙이 아닙니다(`madang formats`에 예가 있습니다)
rule-pav = --rule sequential-pav는 정해진 수의 제안을 선정합니다. --number 개수를 붙이십시오
rule-scores-other = --scores는 규칙 `scores`와 함께 쓰는데 { $file }에는 다른 규칙이 있습니다. 빼십시오
rule-budget-seats = { $file }의 규칙은 제안을 한 석씩 세므로 --budget은 뜻이 없습니다. --number를 쓰십시오
rule-lot-otherwise = --lot-value는 동점을 추첨으로 가릴 때 쓰는데 { $file }의 규칙은 다르게 가립니다. 빼십시오
rule-lot-of-file = { $file }의 추첨에는 --lot-value와 함께 투표 전에 정해 둔 --lot-seed가 있어야 합니다
rule-lot = 동점을 추첨으로 가리려면 투표 전에 정해 둔 --lot-seed와 --lot-value가 있어야 합니다
rule-weights = --weights { $part }: ballots=40,panel=60처럼 기구=가중치로 적으십시오
rule-weight = --weights { $part }: 가중치가 4294967295 이하의 정수가 아닙니다
rule-weight-twice = --weights에 { PARTICLE($body, "이/가") } 두 번 있습니다
rule-no-weights = `--rule scores`에는 ballots=40,panel=30,committee=30 같은 --weights가 있어야 합니다
rule-top-score = `--normalisation scale`에는 줄 수 있는 가장 높은 점수인 --top-score가 있어야 합니다
rule-completion-none = `--completion none`은 다른 보충 방법과 함께 쓸 수 없습니다
rule-whole-file = --rule-file은 규칙 전체를 { $file }에서 가져옵니다. { PARTICLE($options, "을/를") } 빼거나 파일에 적으십시오
rule-no-effect = { PARTICLE($option, "은/는") } 다음과 함께 씁니다: { $with }. 지금처럼 `--rule { $method }`에서는 아무것도 바꾸지 않습니다. 빼거나, 함께 쓸 것을 고르십시오
rule-with-lot = `--ties lot` 또는 `cost-votes-lot`
rule-with-equal-shares = --rule equal-shares(`none`과 `utilitarian`은 모든 규칙)
rule-with-costs = --unit-costs 없이 비용을 세는 규칙(석은 --number로 셉니다)
rule-with-add-one = --completion add-one 또는 add-one-until-exhaustive
rule-with-increase = `--completion budget-increase` 또는 `budget-increase-until-exhaustive`
rule-with-exhaustive = --completion add-one-until-exhaustive 또는 budget-increase-until-exhaustive
rule-with-order = `--rule greedy`, `greedy-per-cost`, `phragmen`, `scores`
rule-no-points = `--rule { PARTICLE($method, "`은/는") } 누가 제안을 골랐는지만 보고 점수는 보지 않으므로 `--utility { PARTICLE($utility, "`은/는") } 뜻이 없습니다. 빼거나 `--rule equal-shares`를 쓰십시오
rule-score-points = `--rule scores`는 제안의 점수를 그대로 쓰므로 `--utility points-times-cost`는 뜻이 없습니다. `--utility points`를 쓰십시오
