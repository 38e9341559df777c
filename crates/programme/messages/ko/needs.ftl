need-named-twice = { PARTICLE($id, "이/가") } 두 번 적혔습니다
need-names-too-many = { $number }건입니다. 항목 하나에 { $most }건까지 적습니다
need-names-no-voice = 비어 있습니다. 넣거나 뺄 의견이 없습니다
need-holds-already = 의견 { $voice }: 이미 이 필요에 들어 있습니다
need-holds-not = 의견 { $voice }: 이 필요에 들어 있지 않습니다
need-split-parts = 둘이 되지 않습니다. 하나로만 이어지면 나누지 말고 합칩니다
need-into-itself = 자기 자신({ $id })입니다. 필요는 자기 자신으로 이어질 수 없습니다
need-left-but-placed = 의견 { $voice }: 나눈 필요 가운데 하나에 들어 있습니다
need-voices-lost = 모두 적히지 않았습니다. 이 필요의 의견 { $number }건이 나눈 어느 필요에도 없습니다. 나눈 필요에 넣거나 여기에 적으십시오
need-merge-none = 비어 있습니다. 합칠 필요를 적으십시오
need-split = 필요 { PARTICLE($id, "은/는") } 항목 { $by }에서 나뉘었습니다. 나뉜 필요들이 그 뒤를 잇습니다
need-merged = 필요 { PARTICLE($id, "은/는") } 항목 { $by }에서 합쳐졌습니다. { PARTICLE($into, "이/가") } 그 뒤를 잇습니다

# 이 기능의 항목 종류와 본문, 칸을 부르는 이름.
kind-need-defined = 필요 정함
kind-need-voices-changed = 필요의 의견 바뀜
kind-need-split = 필요 나눔
kind-need-merged = 필요 합침
field-add = 더하는 의견
field-into = 합쳐진 곳
field-left = 남는 의견
field-need = 필요
field-needs = 필요
field-remove = 빼는 의견
