programme-currency = { PARTICLE($currency, "은/는") } ISO 4217의 통화 부호가 아닙니다
programme-zone = { PARTICLE($zone, "은/는") } IANA 시간대가 아닙니다
programme-target = 1 이상이어야 합니다
programme-audience-of-another = 대상 { PARTICLE($audience, "은/는") } 서비스군 { $group }에 속하고, 이것은 다른 서비스군에 속합니다
