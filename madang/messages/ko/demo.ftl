# `madang demo`이 하는 말. 여기 있는 메시지는 en/demo.ftl에도 같은 자리표시자로 있습니다.

demo-directory = 데이터 디렉터리 { $place }
demo-past = 예시는 { $days }일 전에 시작합니다. 처음 항목들은 지금 쓰지만 그때의 시각으로 적힙니다
demo-record = 기록 { $origin }의 항목은 { $size }개입니다
demo-example = 예시 투표
demo-already = 이미 준비되어 있습니다. 아무것도 두 번 넣지 않습니다
demo-casts = 투표지 { $voters }장을 봉인해 넣습니다
demo-commitments = 공약 KR0018과 한국의 공약 목록 { $number }건을 넣습니다
demo-programme = 사업 { PARTICLE($programme, "을/를") } 만듭니다: 서비스군 4개, 기구 { $bodies }개, 선정 목표 { $target }건
demo-programme-of-vote = { $file }의 투표를 위한 사업 { PARTICLE($programme, "을/를") } 만듭니다
demo-candidates = 후보 { $number }건을 넣습니다
demo-rule = 투표 전에 선정 규칙을 기록에 정해 둡니다
demo-opens = 투표 { PARTICLE($vote, "을/를") } 엽니다({ $ballots })
demo-closes = 투표를 마감하고 투표지를 열어 선정합니다
demo-selected = 투표지 { $counted }장을 집계해 후보 { $candidates }건 가운데 { $selected }건을 선정했습니다(미집계 { $not }장)
demo-operator = 누가 운영하는지 기록에 적습니다
demo-voices = 지어낸 의견 { $number }건을 접수합니다
demo-speak = 지어낸 사람 다섯이 직접 의견을 냅니다: 하나는 다른 기관으로 넘기고, 하나는 거두고, 하나는 보충받고, 하나는 두 번 답하고, 하나는 가렸다가 다시 보입니다
demo-needs = 의견을 필요 { $number }건으로 묶고, 하나를 나누고 둘을 합칩니다
demo-answers = 의견과 제안에 답변 { $number }건을 합니다. 답변도 지어낸 것입니다
demo-conversation = 제안을 더 받습니다. 지어낸 참여자들이 셋을 내고, 동의하고, 댓글을 달며, 하나를 합치고 하나를 나눕니다
demo-small = 작은 시범 사업 { PARTICLE($programme, "을/를") } 만들고 투표 두 번을 예고합니다: 하나는 심사단의 점수로 고르고, 하나는 동점을 추첨으로 가립니다
demo-small-closed = 투표 “{ $vote }”의 투표지를 더 받지 않습니다. 추첨에 쓸 값은 아직 나오지 않았습니다
demo-small-selected = 투표 “{ $vote }”에서 선정된 제안: { $selected }
