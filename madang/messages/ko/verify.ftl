# `madang verify`가 기록을 보기 전에 하는 말. 여기 있는 메시지는 en/verify.ftl에도 같은 자리표시자로 있습니다.

verify-no-path = 디렉터리 { PARTICLE($place, "이/가") } 없습니다
verify-no-directory = 디렉터리 { PARTICLE($place, "이/가") } 없습니다. 주소는 http://{ $place }처럼 https://나 http://로 시작합니다
verify-waits = { $place }에서 아직 아무 응답이 없어 기다립니다(길어야 몇 분)
verify-checked = 확인한 항목
verify-policy = --policy: 정책을 읽을 수 없습니다
verify-key = --key { $key }
verify-no-time = { PARTICLE($text, "은/는") } 시각이 아닙니다. 2026-12-31(그날이 끝날 때)이나 2026-12-31T09:00:00Z처럼 적으십시오
