# 입력의 의심스러운 점과 이를 처리한 방법.

warning-ballot-breaks-limit = 메타데이터의 한도를 벗어난 투표: 그대로 셈
warning-blank-in-list = 목록의 식별자 앞뒤 공백: 무시함
warning-costs-as-seats = 예산 없이 개수만 있음: 비용과 상관없이 모든 제안을 한 좌석으로 셈
warning-decimal-comma = 숫자의 쉼표: 소수점으로 읽음
warning-duplicate-meta-key = 메타데이터 항목이 두 번 있음: 첫째를 따름
warning-duplicate-voter = 같은 투표자 식별자가 두 번 있음: 두 행 모두 셈
warning-empty-ballot = 빈 투표: 투표자 수에는 들어감
warning-meaning-stated = 메타데이터가 투표의 뜻을 달리 정하거나 분야별로 제한함: 적용하지 않음
warning-meta-contradicts-rows = 메타데이터가 행과 다름: 행을 따름
warning-meta-without-header = 메타데이터에 머리글(`key;value`)이 없음: 첫 행을 항목으로 읽음
warning-missing-fields = 머리글보다 칸이 적은 행: 나머지는 빈 값
warning-no-budget = 예산이 없음: 규칙에 예산이나 개수가 있어야 함
warning-no-pot = 배정된 예산이 없는 서비스군의 제안: 선정되지 않음
warning-no-projects = 제안이 없음: 아무것도 선정되지 않음
warning-no-voters = 투표자가 없음: 아무것도 선정되지 않음
warning-payments-left-out = 제안이 너무 많아, 지지자들의 돈이 어디로 갔는지는 선정에 가장 가까웠던 제안만 알림: 이 제안은 빠짐
warning-pots-stated = 메타데이터에 서비스군별 예산이 있음: 규칙에 상·하한(`pots`)으로 적혀 있을 때만 적용
warning-project-above-budget = 전체 예산보다 비싼 제안: 선정되지 않음
warning-project-twice-on-ballot = 한 투표에 같은 제안이 두 번 있음: 한 번만 셈(점수 투표에서는 마지막 값)
warning-project-without-group = 서비스군이 없는 제안: 어느 서비스군의 상·하한에도 들어가지 않음
warning-threshold-stated = 메타데이터에 제안의 최소 득표가 있음: 규칙에 적혀 있을 때만 적용
warning-unknown-project = 없는 제안을 고른 투표: 그 선택을 제외함
warning-unsupported-project = 지지자가 없는 제안: 선정되지 않음
warning-zero-cost = 비용이 없는 제안: 지지자가 있으면 먼저 선정됨
warning-zero-points = 0점인 선택: 지지로 보지 않고 제외함
