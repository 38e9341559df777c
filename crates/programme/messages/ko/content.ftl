content-not-restricted = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 열람이 제한되어 있지 않아 다시 공개할 것이 없습니다
content-released-already = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 항목 { $by }에서 다시 공개했습니다
content-no-readers = 비어 있습니다. 누가 읽을 수 있는지 적거나, 본문을 삭제하십시오
content-reader-unknown = { PARTICLE($role, "은/는") } 역할이 아닙니다. 있는 역할: { $known }
content-review-past = { PARTICLE($date, "은/는") } 이미 지난 날입니다
content-review-late = { PARTICLE($date, "은/는") } 너무 늦습니다. { $last }까지 다시 살펴야 합니다
content-outcome-stays = 선정 결과에는 개인정보가 없으므로 공개된 채로 둡니다
content-erased-already = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 항목 { $by }에서 삭제했습니다
content-counts = 항목 { $entry }의 본문 { PARTICLE($name, "은/는") } 진행 중인 { $subject }에서 집계됩니다. 이름을 들어 거기서 제외하는 항목으로만 뺄 수 있습니다
content-not-own = 항목 { $entry }의 본문은 다른 사람이 한 말입니다. 이렇게 지울 수 있는 것은 자기가 한 말뿐입니다

# 이 기능의 항목 종류와 본문, 칸을 부르는 이름.
kind-content-restricted = 본문 열람 제한
kind-content-released = 본문 다시 공개
kind-content-erased = 본문 삭제
field-ground = 근거
field-hash = 해시
field-review-by = 다시 살필 날
field-roles = 볼 수 있는 역할
field-salt = 솔트(무작위 값)
