# 한국어 도움말의 나머지: 기록에 하는 일, 서식, 도움말의 틀, 잘못 부른 명령.

## 내용, 투표, 제안, 위원

help-arg-ground = 사유
help-value-ground-personal-data = 공개에 동의하지 않은 사람의 개인정보
help-value-ground-erasure-request = 지울 권리에 따른 본인의 요청
help-value-ground-unlawful = 법에 어긋나는 내용
help-value-ground-order = 법원이나 기관의 명령
help-value-ground-deliberation = 아직 진행 중인 심의
help-value-ground-house-rules = 사업이 공개한 운영 규칙에 어긋남
help-value-ground-proposer-request = 제안자가 처리 결과만 공개해 달라고 함. 가리기만 하고 지우지는 않음
help-arg-roles = 그래도 읽을 수 있는 역할
help-arg-review-by = 제한을 다시 살펴보아야 하는 날
help-arg-entry = 항목 번호
help-arg-name = 그 항목에 있는 내용의 이름, `text`나 `ballot`처럼
help-arg-programme = 사업
help-arg-vote = 투표
help-arg-titles = 제목, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-arg-opens = 투표지를 받기 시작하는 때: 사업의 시간대로 "2026-12-01 09:00", 또는 2026-12-01T00:00:00Z
help-arg-closes = 투표지를 받기를 마치는 때
help-arg-reasons = 사유, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-vote-schedule-arg-changes = 이미 예고했다면 왜 바꾸는지, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-vote-exclude-arg-entry = 투표지의 항목 번호
help-vote-exclude-arg-ground = 어떤 사유로
help-vote-exclude-arg-body = 항목에서 뺄 것: `ballot`, 평가표는 `scores`
help-proposal-call-arg-from = 첫날, 사업의 시간대로: 2026-12-01
help-proposal-call-arg-to = 마지막 날
help-proposal-submit-arg-id = 식별자. 적지 않으면 다음 번호
help-proposal-submit-arg-by = 누구의 제안인지: institution=기관, body=기구, 또는 종류: ministry, municipality, public_agency, citizen, citizen_group, business_association
help-proposal-submit-arg-summaries = 무엇을 하려는지, 언어별로. 언어마다 한 번
help-proposal-submit-arg-cost = 비용, 통화의 가장 작은 단위로. 투표가 열리기 전까지 나중에 적어도 됩니다
help-proposal-submit-arg-group = 서비스군
help-proposal-submit-arg-audiences = 그 서비스군의 대상. 하나에 한 번
help-proposal-submit-arg-needs = 이 제안이 나온 필요. 하나에 한 번
help-proposal-submit-arg-after = 바탕이 된 제안과 어떻게(merged, split, adapted): 12=merged. 하나에 한 번
help-proposal-revise-arg-titles = 이제부터 읽힐 제목, 언어별로. 언어마다 한 번
help-proposal-revise-arg-summaries = 이제부터 읽힐 설명, 언어별로. 언어마다 한 번
help-proposal-revise-arg-cost = 비용, 통화의 가장 작은 단위로
help-proposal-comment-arg-to = 답글을 달 댓글의 항목
help-proposal-comment-arg-texts = 할 말, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-proposal-merge-arg-from = 합칠 제안들
help-proposal-merge-arg-into = 그 뒤를 이을 제안
help-proposal-split-arg-into = 나눌 제안. 하나에 한 번, 적어도 둘
help-proposal-amend-arg-file = 이제부터 읽힐 대로의 제안들
help-arg-voice = 의견
help-arg-need = 필요
help-arg-commitment = 공약: KR0018
help-commitment-correct-arg-set =
    칸을 읽어야 할 대로 적습니다: start_date=2014-07-01, 글은 언어별로 title.ko="…", 목록과 여러 부분으로 된 것은 JSON으로. = 뒤를 비우면 지웁니다. 하나에 한 번
help-commitment-correct-arg-reasons = 무엇이 잘못이었고 바른 글이나 값은 어디에 있는지, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-need-define-arg-id = 식별자. 적지 않으면 다음 번호
help-need-define-arg-titles = 무엇이 필요한지 짧게, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-need-define-arg-summaries = 무엇이 필요한지 길게, 언어별로. 언어마다 한 번
help-need-define-arg-group = 어느 서비스군에 관한 것인지
help-need-define-arg-voices = 묶을 의견. 하나에 한 번
help-need-add-arg-voices = 의견들
help-need-remove-arg-voices = 의견들
help-need-split-arg-into = 나눌 필요. 하나에 한 번, 적어도 둘
help-need-split-arg-left = 나눈 어느 필요에도 들지 않는 의견. 하나에 한 번
help-need-merge-arg-from = 합칠 필요들
help-need-merge-arg-into = 그 뒤를 이을 필요
help-voice-receive-arg-institution = 답할 기관
help-voice-receive-arg-channel = 어떻게 왔는지: portal, consultation, card, paper, phone, petition, media, survey, service_feedback
help-voice-receive-arg-texts = 한 말, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-voice-receive-arg-group = 어느 서비스군에 관한 것인지
help-voice-receive-arg-service = 서비스에 대한 의견이면 그 서비스
help-voice-receive-arg-service-version = 써 본 서비스 버전의 번호
help-voice-receive-arg-audience = 그 서비스군의 어느 대상인지
help-voice-receive-arg-region = 어느 시·도에서 왔는지, ISO 3166-2로: KR-11
help-voice-receive-arg-code = 접수증의 코드
help-voice-receive-arg-source = 앞서 공개된 것의 주소: 청원, 기사
help-voice-ask-supplement-arg-until = 보완할 수 있는 마지막 날, 사업의 시간대로: 2026-12-01
help-voice-ask-supplement-arg-questions = 무엇을 묻는지, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-voice-supplement-arg-texts = 보완한 것, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-voice-transfer-arg-to = 넘겨받을 기관
help-voice-transfer-arg-ground = 까닭: competence(그 기관의 일), reorganisation(일이 그 기관으로 옮겨감), mistake(잘못 접수됨)
help-arg-subject = 무엇에 답하는지: voice/12 또는 proposal/3
help-arg-answer = 답변의 항목 번호
help-answer-give-arg-disposition = 어떻게 정했는지: adopted(채택), adopted_in_part(일부 채택), merged(합침), not_adopted(채택하지 않음), out_of_scope(다른 기관의 일), already_exists(이미 있음)
help-answer-give-arg-into = merged: 어디로 합치는지, voice/12 또는 proposal/3
help-answer-give-arg-unmet = not_adopted: 맞지 않는 기준: feasible(실시 가능성), creative(창의성), effective(효율성과 효과성), scope(적용 범위), lasting(계속성)
help-answer-give-arg-whose = out_of_scope: 그 일을 맡은 기관
help-answer-give-arg-exists = already_exists: 어디서 볼 수 있는지, 항목 번호 또는 주소
help-answer-give-arg-decider = 결정한 기관
help-answer-give-arg-posts = 결정한 직위, 사람 이름은 쓰지 않습니다. 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-answer-give-arg-reasons = 이유, 20자 이상. 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-answer-give-arg-changed = 바뀐 것: plan(계획), service(서비스), rule(법령이나 지침), budget(예산), information(안내), other(그 밖)와 그것을 볼 수 있는 항목 번호나 주소: rule=https://example.org/rule. 하나마다 한 번
help-answer-give-arg-changed-words = 무엇이 바뀌었는지, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-answer-give-arg-planned-by = adopted, adopted_in_part: 언제까지 할 계획인지, 사업의 시간대로: 2027-03-31
help-answer-give-arg-supersedes = 이 답변이 대신하는 답변의 항목 번호
help-answer-progress-arg-step = 어떻게 되고 있는지: started(하고 있음), done(마침), delayed(늦어짐), dropped(하지 않기로 함)
help-answer-progress-arg-evidence = done: 그것을 보여 주는 항목 번호나 주소. 하나마다 한 번
help-answer-progress-arg-planned-by = delayed: 새로 계획한 날, 사업의 시간대로: 2027-06-30
help-answer-progress-arg-texts = 무엇을 했는지, 또는 왜 늦어지거나 하지 않는지, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-answer-reexamine-arg-reasons = 까닭, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-answer-ask-expert-arg-until = 마지막 날, 사업의 시간대로: 2026-12-14
help-calendar-fix-arg-weekend = 쉬는 요일 [기본값: saturday,sunday]
help-calendar-fix-arg-holidays = 그 밖의 쉬는 날: 2026-12-25. 하나마다 한 번, 또는 쉼표로
help-calendar-amend-arg-added = 새로 쉬는 날: 2027-03-01. 하나마다 한 번, 또는 쉼표로
help-calendar-amend-arg-removed = 이제 쉬지 않는 날: 2027-03-01. 하나마다 한 번, 또는 쉼표로
help-calendar-periods-arg-answer = 의견이나 제안에 답할 때까지, 일 또는 월로: 14d, 1m
help-calendar-periods-arg-progress = 채택한 것의 이행 상황을 다시 알릴 때까지, 일 또는 월로: 183d, 6m
help-calendar-periods-arg-deliberation = 심의하느라 가린 것을 결정한 뒤 다시 볼 때까지, 일 또는 월로: 7d
help-calendar-periods-arg-personal-data = 공개된 글의 개인정보를 가릴 때까지, 일 또는 월로: 3d
help-calendar-periods-arg-corrections = 참석자가 회의록 초안의 정정을 요청할 수 있는 기간, 일 또는 월로: 5d
help-voice-codes-arg-count = 몇 개
help-proposal-amend-arg-reasons = 무엇을 왜 고쳤는지, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-arg-proposal = 제안
help-arg-body = 위원회나 심사단
help-body-member-appoint-arg-member = 위원회 안에서 새 위원의 식별자, member-13처럼
help-arg-member = 나가는 위원
help-arg-by = 들어오는 위원의 식별자
help-arg-class = 어떤 자격의 위원인지
help-arg-posts = 직위나 역할, 언어별로: ko="…" 또는 en="…". 언어마다 한 번. 개인의 이름은 쓰지 않습니다
help-arg-interests = 위원이 밝힌 이해관계, 언어별로

help-operator-set-arg-file = 운영 기관이 스스로 밝히는 것, JSON: `serve --operator`의 파일과 같습니다
help-arg-operator-name = 기관의 이름, 언어별로: ko="…" 또는 en="…". 언어마다 한 번
help-arg-official = 어느 기관의 공식 누리집인지 밝히는 문장, 언어별로
help-arg-email = 문의를 받을 기관의 전자우편 주소
help-arg-phone = 기관의 전화번호
help-arg-security = 취약점을 신고할 곳: 전자우편 주소 또는 화면 주소
help-arg-contact = 다른 문의 방법이 있는 화면의 주소
help-arg-privacy = 개인정보처리방침의 주소
help-arg-accessibility = 접근성 안내의 주소
help-arg-licence = 자료의 이용 조건의 이름, 언어별로
help-arg-licence-url = 그 이용 조건의 주소
help-arg-source = 프로그램의 소스를 받을 수 있는 주소
help-arg-key-published = 포털 말고 기록의 공개키가 실린 곳의 주소
help-arg-without = 이제 밝히지 않을 것

## 서식

help-arg-kind = 무슨 파일인지
help-value-kind-programme = 서비스군과 위원회가 있는 사업
help-value-kind-proposals = 제안 표
help-value-kind-voices = 의견 표
help-value-kind-answers = 의견과 제안에 하는 답변 표
help-value-kind-members = 위원 표
help-value-kind-vote = 열 투표: 규칙과 투표지를 읽는 방법
help-value-kind-ballots = 투표지 표
help-value-kind-scores = 전문가 점수 표
help-value-kind-commitment = 열린정부파트너십 공약
help-arg-folder = 폴더. 같은 이름의 파일이 아직 없어야 합니다
help-arg-language = 설명의 언어. 주지 않으면 LC_ALL, LC_MESSAGES, LANG이 한국어일 때 한국어, 아니면 영어

## 의견 집단

help-arg-votes = 표: comment-id, voter-id, vote(1 찬성, -1 반대, 0 유보) 열이 있는 CSV. 때를 알면 timestamp도
help-arg-comments = 진술: comment-id, 아는 대로 author-id, moderated, is-meta, comment-body 열이 있는 CSV
help-arg-rules = 규칙: moderated_out과 meta(분석하지 않는 진술 번호의 목록), min_votes가 있는 JSON
help-arg-conversation = 대화의 이름, 사람들을 절반으로 나눌 때 씁니다. 주지 않으면 VOTES가 있는 폴더의 이름
help-arg-reverse-signs = 모든 표의 찬성과 반대를 뒤집습니다: 부호를 거꾸로 쓴 서버에서 내보낸 파일일 때
help-opinion-arg-compare = 결과와 함께 다른 프로그램의 공식으로는 어떻게 되는지 보여 줍니다
help-value-compare-polis = Polis의 것: 지도, 대표 진술, 합의, 우선순위. Polis가 공개한 집단에 대하여
help-opinion-arg-groups = --compare를 위해 Polis가 공개한 집단: `participant,group-id` 또는 표의 행렬. 주지 않으면 VOTES 옆에 있는 것
help-opinion-arg-json = 결과를 JSON으로 출력합니다
help-opinion-arg-language = 말하는 언어. 주지 않으면 LC_ALL, LC_MESSAGES, LANG이 한국어일 때 한국어, 아니면 영어
help-arg-from = Polis가 내보낸 폴더: votes.csv나 표의 행렬, 그 밖에 있는 것
help-arg-to = 쓸 폴더. 없으면 만듭니다
help-arg-meta = 분석하지 않는, 표를 준 사람 자신에 관한 진술: 번호를 쉼표로 나누어. 예전 파일에는 어느 것인지 없습니다

## 도움말의 틀

help-clap-usage = 사용법:
help-clap-arguments = 인자:
help-clap-options = 옵션:
help-clap-commands = 명령:
help-clap-values = 가능한 값:
help-clap-values-inline = { "[" }가능한 값:
help-clap-default = { "[" }기본값:
help-clap-environment = { "[" }환경 변수:
help-clap-help-short = 도움말 (자세히는 '--help')
help-clap-help-long = 도움말 (짧게는 '-h')
help-clap-help-command = 이 도움말이나 명령의 도움말
help-clap-help = 도움말
help-clap-version = 판 번호
help-clap-aliases = { "[" }다른 이름:

## 잘못 부른 명령

help-wrong = 오류: { $what }
help-wrong-more = 자세한 것은 '--help'를 보십시오.
help-wrong-unknown-argument = 없는 옵션이나 인자입니다: { $argument }
help-wrong-unknown-command = 없는 명령입니다: { $name }
help-wrong-missing = 빠진 것이 있습니다: { $argument }
help-wrong-conflict = { PARTICLE($argument, "과/와") } { PARTICLE($other, "은/는") } 함께 쓸 수 없습니다
help-wrong-conflict-any = { PARTICLE($argument, "은/는") } 다른 옵션과 함께 쓸 수 없습니다
help-wrong-valid = 가능한 값: { $valid }
help-wrong-no-number = 정수로 적으십시오
help-wrong-number-large = 너무 크거나 작은 수입니다
help-wrong-range = { $range } 범위의 정수로 적으십시오
help-wrong-no-value = { $argument }에 값이 없습니다{ $valid }
help-wrong-value = { $argument }의 값으로 "{ PARTICLE($value, "\"을/를") } 쓸 수 없습니다{ $valid }{ $why }
