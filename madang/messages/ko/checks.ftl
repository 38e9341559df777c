# `madang checks`가 하는 말. 여기 있는 메시지는 en/checks.ftl에도 같은 자리표시자로 있습니다.

checks-held = 지키고 있음
checks-not-yet-due = 아직 기한 전
checks-overdue = 기한 지남
checks-broken = 어김
checks-late = { $check }, { $subject }: { $stands }, { $days }일 늦음(항목 { $entries })
