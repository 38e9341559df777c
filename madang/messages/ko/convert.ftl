# `madang convert`이 하는 말. 여기 있는 메시지는 en/convert.ftl에도 같은 자리표시자로 있습니다.

convert-no-format = { $file }: 이름으로 형식을 알 수 없습니다. .pb, .json, .csv로 끝나게 하십시오
convert-ballots-to = { $file }에는 제안 표를 씁니다. 투표지 표를 쓸 곳을 --ballots-to 파일.csv로 지정하십시오
convert-left-out = { $file }에 자리가 없어 뺐습니다: { $what }
convert-budget = 예산(--budget으로 줍니다)
convert-metadata = 메타데이터
convert-number = 선정할 제안 수(--number로 줍니다)
convert-scores = 평가표(--scores로 줍니다)
convert-twice = 두 번 나온 메타데이터 항목(첫째는 남깁니다)
convert-stated = { PARTICLE($option, "은/는") } 이 값이 없는 표(CSV)와 함께 쓰는데 { PARTICLE($file, "은/는") } 표가 아닙니다. 빼십시오
