# `madang audit`이 하는 말. 여기 있는 메시지는 en/audit.ftl에도 같은 자리표시자로 있습니다.

audit-one-input = 파일과 결과 가운데 하나만 표준 입력에서 읽을 수 있습니다
audit-none-applies = 할 수 있는 검사가 없습니다. `ejr`과 `ejr-plus`에는 --unit-costs와 --number가 있어야 합니다
audit-no-input = 표준 입력을 읽을 수 없습니다
audit-empty = { PARTICLE($file, "이/가") } 비어 있습니다. 아무것도 선정하지 않은 결과는 []로 적습니다
audit-entry = { $place }번째
audit-line = { $line }행
audit-object = { $file }: 제안 식별자의 목록 `selected`가 있는 JSON 객체여야 합니다
audit-list = { $file }: 제안 식별자의 목록이어야 합니다
audit-no-project = { $file }: { $place }: 투표에 제안 `{ PARTICLE($id, "`이/가") } 없습니다
audit-twice = { $file }: { $place }: `{ PARTICLE($id, "`은/는") } { $before }에서 이미 선정되었습니다
audit-outcome = 제안 { $projects }건, 예산 { $budget } 가운데 비용 { $cost }, 투표자 { $voters }명
audit-represented = 투표자 { $voters }명({ $percent }%)이 고른 제안이 한 건 이상 선정되었고, 평균은 { $mean }건입니다
audit-holds = 충족
audit-violated = 미충족
audit-undecided = 미결정
audit-all-hold = 모두 충족
audit-one-violated = 미충족(해당하는 투표지는 --json으로 볼 수 있습니다)
audit-one-undecided = 미결정: 어긋난 것은 없지만 판정하지 못한 것이 있습니다
