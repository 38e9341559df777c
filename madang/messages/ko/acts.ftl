# 기록에서 행동하는 명령이 하는 말. 여기 있는 메시지는 en/acts.ftl에도 같은 자리표시자로 있습니다.

acts-done = { $done }. 기록의 항목 { $entries }번, 처리 주체 { $actor }
acts-no-language = { $option } "{ $text }"에 언어가 없습니다. { $option } ko="…"처럼 적으십시오
acts-other-language = "{ PARTICLE($tag, "\"은/는") } 글에 쓸 수 있는 언어가 아닙니다. 쓸 수 있는 것: ko, en, pl, und
acts-language-twice = { PARTICLE($option, "이/가") } 언어 "{ PARTICLE($tag, "\"으로/로") } 두 번 있습니다. 언어마다 한 번씩 적으십시오
acts-sits = { PARTICLE($member, "이/가") } { $body }의 위원이 되었습니다
acts-replaced = { PARTICLE($member, "이/가") } { PARTICLE($body, "을/를") } 떠나고 { PARTICLE($by, "이/가") } 위원이 되었습니다
acts-left = { PARTICLE($member, "이/가") } { PARTICLE($body, "을/를") } 떠났습니다
acts-no-entry = 항목 { $entry }번은 없습니다. 기록의 항목은 { $size }개이고 0번부터 셉니다
acts-no-content = 항목 { $entry }번에는 본문이 없습니다. 사실이 전부이고, 사실은 그대로 남습니다
acts-other-content = 항목 { $entry }번에는 본문 "{ PARTICLE($name, "\"이/가") } 없습니다. 있는 것: { $names }
acts-restricted = 열람을 제한했습니다. 기록의 항목 { $entry }번에 남았습니다
acts-released = 다시 공개했습니다. 기록의 항목 { $entry }번에 남았습니다
acts-erased = 지웠습니다. 기록의 항목 { $entry }번에 남았습니다
acts-erased-counted = 공개된 결과에는 그 내용이 여전히 들어 있습니다. 나머지가 공개되어 있는 동안은 결과에서 나머지를 빼면 남는 것을 알 수 있습니다
acts-remains = 이 프로그램이 닿지 않고, 아직 내용이 남아 있을 수 있는 곳:
acts-rules-already = 기록은 이미 규칙 { PARTICLE($rules, "을/를") } 따릅니다. 아무것도 기록하지 않았습니다
acts-rules = 이제부터 기록은 규칙 { PARTICLE($rules, "을/를") } 따릅니다
acts-replayed = 항목 다시 읽기
acts-remade = 항목 { $size }개에서 읽기 표를 다시 만들었습니다
acts-withdrawn = 제안 { PARTICLE($proposal, "을/를") } 철회했습니다
acts-same = 기록에 이미 똑같이 있습니다. 아무것도 기록하지 않았습니다
acts-amended = 제안 { $of }건 가운데 { $number }건을 고쳤습니다
acts-proposal-gone = 제안 { PARTICLE($proposal, "이/가") } 사라졌습니다
acts-announced = 투표 { PARTICLE($vote, "을/를") } { $opens }부터 { $closes }까지로 예고했습니다
acts-announced-already = 투표 { PARTICLE($vote, "은/는") } 항목 { $entry }번에서 이미 예고했습니다. 왜 바꾸는지 적으십시오: --reason ko="…"
acts-not-announced = 투표 { PARTICLE($vote, "은/는") } 예고되어 있지 않아 바꾸거나 철회할 것이 없습니다
acts-unannounced = 투표 { $vote }의 예고를 철회했습니다
acts-cancelled = 투표 { PARTICLE($vote, "을/를") } 취소했습니다
acts-excluded = 항목 { $entry }번의 { PARTICLE($body, "을/를") } 투표 { $vote }에서 제외했습니다
acts-no-programme = 사업 "{ PARTICLE($programme, "\"이/가") } 없습니다
acts-no-time = { $option } "{ PARTICLE($text, "\"은/는") } 시각이 아닙니다. "2026-12-01 09:00"이나 2026-12-01T00:00:00Z처럼 적으십시오
acts-no-proposal = 제안 { PARTICLE($proposal, "이/가") } 기록에 없습니다. `madang import`로 제출합니다
acts-operator = 누가 운영하는지 기록에 적었습니다
acts-operator-unsaid = 누가 운영하는지 기록에 적혀 있지 않습니다. `madang operator set 파일`로 적습니다
acts-operator-already = 기록에 이미 그렇게 적혀 있습니다. 아무것도 기록하지 않았습니다
acts-operator-nameless = 이름 없이는 누가 운영하는지 기록에 적을 수 없습니다: --name ko="…"
acts-operator-licence = --licence-url: 이용 조건의 이름이 없습니다. --licence ko="…"로 적으십시오
acts-operator-contact = 전에 적은 문의처를 항목 { $entry }에서 아직 읽을 수 있습니다. `madang content erase { $entry } contact --ground erasure-request`로 아주 지웁니다
acts-whose = 누구의 것도 아닙니다. institution=기관, body=기구, 또는 다음 가운데 하나를 적으십시오: { $known }
acts-after = 어느 제안을 어떻게 바탕으로 했는지 알 수 없습니다. 12=merged처럼 적으십시오. 쓸 수 있는 것: { $known }
acts-called = { $from }부터 { $to }까지 제안을 받습니다
acts-submitted = 제안 { PARTICLE($proposal, "을/를") } 냈습니다
acts-revised = 제안 { PARTICLE($proposal, "을/를") } { $version }판으로 고쳐 썼습니다
acts-commented = 제안 { $proposal }에 댓글을 달았습니다
acts-merged = { PARTICLE($from, "을/를") } 제안 { $into }에 합쳤습니다
acts-split = 제안 { PARTICLE($proposal, "을/를") } { PARTICLE($into, "으로/로") } 나누었습니다
acts-proposal-hidden = 제안 { $proposal }의 글이 비공개라, 읽을 수 없는 것을 고쳐 쓸 수 없습니다
