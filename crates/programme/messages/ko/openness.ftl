# What the checks of openness ask.

openness-c13 = 모든 의견과 제안에 이유를 밝혀 답한다
openness-c14 = 기한 안에 답한다
openness-c19 = 가린 것을 다시 본다
openness-c20 = 공개된 글에 개인정보가 없다
openness-c32 = 채택한 것은 마칠 때까지 진행을 알린다
