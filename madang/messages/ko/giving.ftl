# 기록에 올릴 것에 대해 하는 말. 여기 있는 메시지는 en/giving.ftl에도 같은 자리표시자로 있습니다.

giving-answers = 답변
giving-ballots = 투표지
giving-candidates = 후보
giving-commitments = 공약
giving-members = 위원
giving-programme = 사업
giving-proposals = 제안
giving-scores = 평가표
giving-voices = 의견
giving-needs = 필요
giving-vote = 투표
giving-same = { $what }. 다른 { $more }건도 같습니다
giving-id-twice = { $what }: { $line }행에 같은 식별자가 있습니다
giving-otherwise = { PARTICLE($what, "이/가") } 다른 말이나 값으로 기록되어 있습니다(항목 { $entry }번). { $remedy }
giving-amend = `madang proposal amend`로 고치며, 기록되었던 것은 그 옆에 남습니다
giving-replace = `madang body member replace`로 다른 위원으로 바꿉니다
giving-stays = 기록된 것은 그대로 남습니다
giving-renamed = 파일의 식별자 { $count }개에 주소나 표 계산 프로그램에서 따로 쓰는 글자가 있거나 너무 깁니다. 기록에는 ~와 16진수 두 자리로 적습니다: { $in_file } → { $on_record }
giving-approval = 찬성 투표
giving-cumulative = 점수 나누기 투표
giving-scoring = 점수 투표
giving-ordinal = 순위 투표
giving-at-least = { $number }건 이상
giving-at-most = { $number }건 이하
giving-text = { $what }
