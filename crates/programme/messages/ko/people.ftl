people-holder = a–z, 0–9, '-' 가운데 1–64자여야 합니다
people-holder-account = 계정의 가명은 { PARTICLE($begin, "과/와") } 16진수 32자리여야 합니다
people-console-administrators = 콘솔에서는 관리자 역할만 줍니다. 다른 역할은 관리자가 줍니다
people-last-administrator = 그러면 역할을 줄 사람이 없습니다. 먼저 다른 관리자를 정하거나 콘솔에서 거두십시오
people-not-held = { PARTICLE($actor, "은/는") } 지금 기록 전체에 그 역할이 없습니다. 역할은 관리자가 줍니다
people-not-held-in = { PARTICLE($actor, "은/는") } 지금 사업 { $programme }에 그 역할이 없습니다. 역할은 관리자가 줍니다
people-not-of-institution = { PARTICLE($actor, "은/는") } 답해야 하는 기관 { $institution }의 역할을 갖고 있지 않습니다
people-one-institution = { PARTICLE($actor, "은/는") } 한 기관의 역할만 갖고 있어 그 기관의 일만 할 수 있습니다. 이 일은 사업 전체를 맡은 공무원이 합니다
people-reviewer-apart = { PARTICLE($holder, "은/는") } 같은 사업에서 { $role } 역할을 맡고 있습니다(항목 { $entry }). 평가자는 그 사업에서 다른 역할을 맡지 못합니다. 먼저 다른 역할을 거두십시오

# 이 기능의 항목 종류와 본문, 칸을 부르는 이름.
kind-role-granted = 역할 부여
kind-role-ended = 역할 종료
field-granted = 임명한 항목
field-holder = 맡은 이
field-role = 역할
people-for-all = 기관은 적지 않습니다. 관리자와 평가자는 사업 전체나 모든 곳에서 맡습니다
