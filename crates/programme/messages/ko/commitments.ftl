commitment-steps-too-many = 있는 것보다 많습니다
commitment-year = { $year }년은 1900년부터 2200년까지의 해가 아닙니다
commitment-ends-first = { PARTICLE($end, "은/는") } 시작일 { $start }보다 앞섭니다
commitment-corrects-another = { $corrects }입니다. 공약 { $id }에서 지금 유효한 것은 항목 { $stands }입니다
commitment-of-another-country = { $country }입니다. 이 공약은 { $of }의 공약입니다
