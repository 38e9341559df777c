proposal-amends-another = { $amends }입니다. 제안 { $id }에서 지금 유효한 것은 항목 { $stands }입니다
proposal-not-amendable = 제안 { PARTICLE($id, "은/는") } 지금 고칠 수 없습니다. 투표에 올랐거나 선정되었거나 철회되었습니다
proposal-no-candidate = { PARTICLE($id, "은/는") } 이 투표의 후보가 아닙니다
proposal-withdrawn-already = 제안 { PARTICLE($id, "은/는") } 이제 철회할 수 없습니다. 이미 철회되었습니다
proposal-withdrawn-by-another = 제안 { PARTICLE($id, "은/는") } { $by } 이름으로 제출되었습니다. 다른 이름으로 철회하려면 사유를 적어야 합니다
proposal-was-up = 제안 { PARTICLE($id, "은/는") } 이제 철회할 수 없습니다. 투표 { $vote }에 올랐습니다
