# 협의를 마치기까지.
waiver-done = 항목 { $entry }에 이미 있는 것입니다
closing-closed-already = 협의는 항목 { $entry }에서 종결되었습니다
closing-not-ended = 협의가 아직 끝나지 않았습니다
closing-not-held = 협의를 열었다는 기록이 아직 없습니다
closing-no-agenda = 안건이 없었습니다. 관리자가 면제해야 종결할 수 있습니다
closing-no-attendance = 참석 현황이 아직 공개되지 않았습니다
closing-no-minutes = 회의록이 아직 확정되지 않았습니다
closing-no-outcomes = 협의 결과가 아직 기록되지 않았습니다
closing-correction = 항목 { $entry }의 회의록 정정 요청을 처리하지 않았습니다
closing-voices = 답하지 않은 의견이 { $number }건 있습니다. 첫 의견은 { $first }입니다
assessment-evidence = 근거가 되는 항목을 1건부터 { $most }건까지 적습니다
assessment-evidence-elsewhere = 항목 { PARTICLE($entry, "은/는") } 이 사업의 항목이 아닙니다
assessment-evidence-twice = 항목 { PARTICLE($entry, "을/를") } 두 번 적었습니다

kind-waiver-granted = 협의 의무 면제
kind-consultation-closed = 협의 종결
kind-influence-assessed = 참여 수준 평가
field-level = 확인한 참여 수준
field-part = 부분
