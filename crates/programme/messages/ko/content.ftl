content-not-restricted = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 열람이 제한되어 있지 않아 다시 공개할 것이 없습니다
content-released-already = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 항목 { $by }에서 다시 공개했습니다
content-for-some = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 지금 볼 수 있는 사람만 봅니다. 다른 사람에게 공개하지 않습니다
content-no-readers = 비어 있습니다. 누가 읽을 수 있는지 적거나, 본문을 삭제하십시오
content-reader-unknown = { PARTICLE($role, "은/는") } 역할이 아닙니다. 있는 역할: { $known }
content-review-past = { PARTICLE($date, "은/는") } 이미 지난 날입니다
content-review-late = { PARTICLE($date, "은/는") } 너무 늦습니다. { $last }까지 다시 살펴야 합니다
content-outcome-stays = 선정 결과에는 개인정보가 없으므로 공개된 채로 둡니다
content-erased-already = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 항목 { $by }에서 삭제했습니다
content-counts = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 진행 중인 { $subject }에서 집계됩니다. 이름을 들어 거기서 제외하는 항목으로만 뺄 수 있습니다
content-not-own = 항목 { $entry }의 본문은 다른 사람이 한 말입니다. 이렇게 지울 수 있는 것은 자기가 한 말뿐입니다
content-not-yours = 자기가 요청한 것만 할 수 있습니다. 말한 사람은 본인의 요청을 근거로 해서만 자기 말을 가리고 다시 공개합니다
content-answers-unread = { $role } 역할을 넣어야 합니다. 답할 사람은 계속 읽을 수 있어야 합니다
content-ground-hides = 가리기만 하는 근거입니다. 제안자의 요청으로는 삭제하거나 제외하지 않습니다
content-not-proposed = 항목 { $entry }의 본문은 누가 말하거나 제안한 것이 아닙니다. 본인의 요청으로 가리는 것은 그것뿐입니다
content-voted-on = 투표 { $vote }에서 투표 중이라 투표하는 사람이 읽을 수 있어야 합니다. 결과가 나온 뒤에 제안자의 요청으로 가릴 수 있습니다
content-older-rules = 규칙 7 이전에는 { $role } 역할로 본문을 가리거나 다시 공개하거나 삭제하지 못합니다

# 이 기능의 항목 종류와 본문, 칸을 부르는 이름.
kind-content-restricted = 본문 열람 제한
kind-content-released = 본문 다시 공개
kind-content-erased = 본문 삭제
field-ground = 근거
field-hash = 해시
field-review-by = 다시 살필 날
field-roles = 볼 수 있는 역할
field-salt = 솔트(무작위 값)
