# 파일의 한 단계가 올리는 것.

step-action-plan = 실행계획 { $id }
step-audience = 대상 { $id }
step-body = 기구 { $id }
step-commitment = 공약 { $id }
step-group = 서비스군 { $id }
step-milestone = 이행 과제 { $id }
step-programme = 사업 { $id }
step-proposal = 제안 { $id }
step-selection-rule = 선정 규칙 { $id }
step-vote = 투표 { $id }
step-review = 독립 검토 { $id }
step-other = { $kind } { $id }
step-member = 기구 { $body }의 위원 { $id }
step-scores = 평가표 { $body }/{ $expert }
step-ballot = 투표지
step-answer = { $subject }의 답변
step-voice = 의견 { $id }
step-voice-in-line = { $line }행의 의견
step-need = 필요 { $id }
step-need-voices = 필요 { $id }의 의견
step-institution = 기관 { $id }
