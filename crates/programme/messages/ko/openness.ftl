# What the checks of openness ask.

openness-c01 = 협의의 시작과 마감, 결정 시각을 시작 전에 알린다
openness-c02 = 협의를 2주 앞서 알린다
openness-c03 = 협의의 제목과 기간, 주소, 내용이 있다
openness-c04 = 올 수 없는 사람도 온라인으로 참여한다
openness-c05 = 묻는 것이 아직 정해지지 않았다
openness-c06 = 서면 협의는 2주 동안 받는다
openness-c07 = 누가 올 수 있고 어떤 기준으로 초대하는지 알린다
openness-c08 = 약속한 참여 수준을 90일 안에 평가해 나란히 밝힌다
openness-c09 = 협의마다 여는 날 전에 안건이, 연 뒤에 참석 현황과 회의록, 협의 결과가 있다
openness-c10 = 회의록에 정해진 아홉 가지가 모두 있다
openness-c11 = 회의록을 연 날부터 2주 안에 확정한다
openness-c12 = 선정하기 전에 협의마다 요약을 낸다
openness-c13 = 모든 의견과 제안에 이유를 밝혀 답한다
openness-c14 = 기한 안에 답한다
openness-c15 = 협의 결과마다 바탕이 된 말이 있다
openness-c16 = 기구가 처음 모이기 전에 자리를 채우고, 설계의 단계마다 공무원과 디자이너, 시민이 함께한다
openness-c17 = 기구의 위원이 누구인지 알린다
openness-c18 = 발언은 직책이나 자격으로 적고, 이름은 동의한 때에만 적는다
openness-c19 = 가린 것을 다시 본다
openness-c20 = 공개된 글에 개인정보가 없다
openness-c21 = 평가하는 위원은 투표가 시작하기 전에 이해관계를 밝힌다
openness-c22 = 평가 기준을 먼저 정하고 평가 결과를 공개한다
openness-c24 = 포럼이 공개된 규정에 따라 해마다 두 번 모인다
openness-c32 = 채택한 것은 마칠 때까지 진행을 알린다
