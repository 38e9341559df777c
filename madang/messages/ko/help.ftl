# 한국어 도움말. 명령의 글은 help-명령, 인자의 글은 help-명령-arg-이름(그 명령에서만)이나 help-arg-이름(어디서나), 값의 글은 help-value-인자-값입니다.
# 첫 문단은 짧은 도움말(-h)에, 전체는 긴 도움말(--help)에 나옵니다.
help-heading-record = 기록
help-heading-mail = 메일
help-heading-openid = OpenID Connect
help-heading-rule = 규칙
help-heading-input = 입력(형식: madang formats)

## 명령

help-madang =
    마당은 공공서비스 사업을 공개적으로 운영하는 프로그램입니다. 모든 과정이 공개 기록의 항목이 되고, 누구나 바뀐 것이 없는지 확인하고 모든 결과를 다시 계산할 수 있습니다.

    `madang demo`로 시작하십시오. 그런 다음 만들어진 기록을 확인합니다: `madang export /tmp/record && madang verify /tmp/record`.
help-demo =
    공약 KR0018과 그에 따른 사업 둘, 집계된 투표들이 있는 포털을 만들어 엽니다

    이 프로그램만 있으면 됩니다. 같은 데이터 디렉터리에서 다시 실행하면 포털만 열고, 아무것도 두 번 넣지 않습니다.
help-serve = 포털을 엽니다
help-import =
    파일에 있는 공약, 사업, 의견, 필요, 제안, 투표, 투표지, 전문가 점수를 기록에 올립니다

    파일은 내용으로 구별합니다:
      json  공약, 사업, 제안, 또는 열 투표
      csv   의견, 필요, 제안, 위원, 투표지, 또는 전문가 점수
      pb    Pabulib: 제안과 투표지. 투표를 열고 투표지를 넣습니다

    `madang template`은 채워 넣을 파일을 하나씩, `madang new`는 내 사업에 필요한 파일을 모두 만들고, `madang formats`는 형식을 설명합니다.

    아무것도 기록하기 전에 모든 파일을 끝까지 읽고 기록의 사본에 시험해 봅니다. 거절될 것과 집계되지 않을 투표지를 줄 번호와 함께 모두 알려 줍니다.
    같은 파일을 다시 넣어도 두 번 기록되지 않습니다. 투표지와 점수는 `madang select --programme …` 전까지 봉인됩니다.
help-select =
    규칙에 따라 제안을 선정합니다: 투표지 파일에서, 또는 기록에 있는 투표에서

    파일에서: Pabulib 파일(.pb), JSON 파일, CSV 표의 투표지를 읽고 옵션으로 정한 규칙에 따라 선정합니다. 정수와 분수로 정확히 계산하므로 누가 다시 계산해도 같습니다.

      madang select city.pb --rule equal-shares --utility cost --completion add-one --ties cost-votes
      madang select city.pb --rule greedy --json
      madang select projects.csv --ballots ballots.csv --budget 100000 --html report.html
      madang select city.json --rule scores --scores panel.csv --weights ballots=40,panel=60 --number 50

    기록에서(--programme): 투표를 마감하고 투표지를 열어, 투표 전에 정한 규칙으로 선정하고 결과를 공표합니다. 이미 선정된 투표는 다시 계산해 볼 뿐 아무것도 기록하지 않습니다.
help-audit =
    결과를 감사합니다: 예산에서 제 몫으로 낼 수 있었던 것도 얻지 못한 집단이 있습니까?

    JR, 제안 하나까지의 EJR+(비용과 건수로), 건수로 셀 때는 EJR과 EJR+, 그리고 결과를 설명하는 가격이 있는지 봅니다. 판정은 모두 정확하며 증명이나 반례(어느 투표자, 어느 제안, 어떤 수)가
    함께 나옵니다. 결과는 어디서 온 것이든 됩니다.

      madang select city.pb --json > outcome.json && madang audit city.pb outcome.json
      printf '17\n4\n23\n' | madang audit city.pb - --check ejr-plus-cost

    종료 코드 0: 어긋난 것 없음. 1: 어긋난 것이 있음(또는 오류). 2: 어긋난 것은 없지만 판정하지 못한 것이 있음.
help-compare =
    적용할 수 있는 모든 규칙을 비교합니다: 선정 결과, 겹침, 비용, 대표성, 감사

      madang compare city.pb
      madang compare city.pb --rule greedy --ties cost-votes --json > comparison.json
      madang compare city.json --number 50 --quotas quotas.json --html comparison.html

    옵션으로 정한 규칙은 별표가 붙은 한 줄이고, 나머지는 그 예산, 건수, 단위 비용, 할당, 동점 처리를 함께 씁니다. 평가표가 있으면(파일이나 --scores) 점수에 따른 줄이 있습니다: --rule scores면
    --weights로, 아니면 투표지와 위원회를 똑같이.

    --step이 없으면 다른 줄의 add-one은 한 사람의 몫을 1인당 예산의 천분의 일씩 올립니다: 돈은 적어도 1씩, 자리는 두 자리까지.
help-opinion =
    진술에 대한 찬성과 반대에서 사람들이 함께 생각하는 것과 서로 다른 것을 정확하게 찾습니다(Polis가 내보낸 파일)

      madang opinion votes.csv --comments comments.csv
      madang opinion votes.csv --comments comments.csv --rules rules.json --name town --json
      madang opinion import export-of-polis/ town/
      madang opinion export town/votes.csv out/ --comments town/comments.csv

    집단은 비슷하게 표를 준 사람들입니다. 어떻게 나누어도 누가 어느 집단인지 말하는 값보다 얻는 것이 적으면 한 집단이고, 결과가 그렇게 말합니다. 표의 순서와 컴퓨터가 달라도 같은 표에서는 같은 결과가 나옵니다.

    종료 코드 0: 모든 줄을 읽음. 1: 오류, 아무것도 출력하지 않음. 2: 표준 오류에 알린 줄을 빼고 마침.
help-opinion-import =
    Polis가 내보낸 폴더를 종류에 상관없이 읽어 표, 진술, 규칙, 집단을 한 가지 형식으로 씁니다

    폴더 안에서 서로 어긋나는 것을 알려 줍니다: 표와 맞지 않는 수, 마지막 표가 아닌 행렬의 표. 부호가 반대인 표는 거절합니다.
help-opinion-export =
    표를 분석해 `polis-export/1`의 파일 다섯, 결과 opinion.json, 우리 표를 씁니다

    comment-groups.csv와 statements.csv에는 한 집단에서 열 표가 안 되는 수가 없습니다. opinion.json과 participant-votes.csv에는 한 사람 한 사람의 표가 있으므로 표를 보아도 되는 사람에게만 줍니다.
help-convert =
    투표지 파일을 바꿉니다: Pabulib(.pb), JSON, CSV 가운데 어느 것에서 어느 것으로든

      madang convert projects.csv city.pb --ballots ballots.csv --budget 100000
      madang convert city.pb city.json --group-column category
      madang convert city.pb projects.csv --ballots-to ballots.csv

    메타데이터, 열, 투표자의 줄은 형식에 자리가 있는 대로 모두 남기고, 자리가 없는 것은 표준 오류로 알립니다. --group-column으로 정한 서비스군은 서비스군으로 씁니다. 형식은 `madang formats`가 알려 줍니다.
help-verify =
    공개된 기록을 검증합니다: 바뀐 것이 없고, 모든 규칙을 지켰으며, 모든 선정을 다시 계산해 같은지

    내보낸 디렉터리나 포털 주소만 있으면 됩니다. 종료 코드 0: 검증됨. 1: 맞지 않는 것이 있음(처음 항목을 알려 줍니다). 2: 틀린 것은 없지만 확인하지 못한 것이 있음. 3: 검증됨, 다만 기록 밖의 사실을 누가 찾아봐야 함(무엇인지
    알려 줍니다). 4: 기록을 읽지 못해 아무것도 확인하지 못함. 5: 기록에 틀린 것은 없으나 접수증이나 예전 체크포인트가 이 기록과 맞지 않음.
help-trace =
    공개된 기록에서 의견, 필요, 제안, 답변, 선정의 자취를 봅니다: 어디에서 왔고 어떻게 되었는지

    먼저 `madang verify`처럼 기록을 확인하고, 맞지 않는 기록에서는 아무것도 말하지 않습니다. 종료 코드는 `madang verify`와 같습니다.
help-checks =
    공개된 기록을 그때의 모습대로 공개성 점검에 견줍니다

    먼저 `madang verify`처럼 기록을 확인하고, 맞지 않는 기록에서는 아무것도 말하지 않습니다. 종료 코드는 점검 결과와 상관없이 `madang verify`와 같습니다.
help-export =
    공개 기록 전체를 어느 웹 서버로나 올릴 수 있는 파일로 씁니다

    체크포인트를 마지막에 씁니다: 체크포인트가 있는 디렉터리는 온전합니다. 같은 디렉터리에 다시 실행하면 최신으로 맞춥니다.
help-rebuild =
    읽기용 표를 모두 지우고 항목에서 다시 만듭니다

    항목, 내용, 트리는 그대로입니다. 판을 올린 뒤 하라고 하거나 확실히 하고 싶을 때 씁니다.
help-key = 기록의 체크포인트에 서명하는 키를 보거나 바꿉니다
help-key-show = `madang verify --key`로 기록을 확인하려는 사람에게 줄 공개키를 출력합니다
help-key-rotate =
    이제부터 새 키로 서명합니다. 옛 키가 새 키에 서명하고, 기록에도 남습니다. 먼저 서버를 멈추십시오.

    새 키는 쓰이기 전까지 `log.key.next`에, 옛 키들은 `log.key.<번호>`에 있습니다. 중간에 멈추었으면 다시 실행하십시오. 이어서 합니다.
help-content =
    개인정보가 든 글처럼 항목의 내용을 제한하거나, 다시 공개하거나, 지웁니다

    항목 자체는 바뀌지 않습니다. 항목에는 해시만 있습니다. 무엇을 어떤 사유로 했는지가 항목이 됩니다. 항목 번호와 내용의 이름은 포털의 항목 페이지에 있습니다.
help-content-restrict = 다시 공개할 때까지 정해진 역할에만 내용을 보입니다
help-content-release = 제한한 내용을 다시 공개합니다
help-content-erase = 내용과 솔트(무작위 값)를 영영 지웁니다
help-voice =
    의견을 접수하고, 보완을 요구하고, 다른 기관으로 넘기고, 철회합니다. 계정 없는 사람을 위한 코드를 출력합니다

    의견이 많으면 표로 넣습니다: `madang import voices.csv`.
help-voice-receive =
    누군가 한 말을 입력합니다

    입력하는 사람은 그 의견을 낸 사람이 아닙니다. 카드, 종이, 전화로 받은 의견에는 그 사람이 가진 접수증의 코드가 있어야 합니다.
help-voice-ask-supplement = 의견을 낸 사람에게 한 번, 길어야 이레 뒤까지 보완을 요구합니다. 그동안 답변 기한은 멈춥니다
help-voice-supplement = 접수증을 들고 온 사람이 보완한 것을 입력합니다
help-voice-transfer = 답할 수 있는 기관으로 넘깁니다. 답변 기한은 계속 갑니다
help-voice-withdraw = 답변하기 전에, 의견을 낸 사람을 대신해 철회합니다
help-voice-renew-code =
    본인임을 확인한 사람에게 잃어버린 접수증 대신 새 접수증을 내줍니다. 앞의 코드는 더 쓸 수 없습니다

    코드는 한 번 출력하고, 어디에도 남기지 않습니다.
help-voice-codes = 접수증에 쓸 코드를 출력합니다. 코드 하나에 의견 하나이고, 어디에도 남기지 않습니다
help-commitment =
    공약이 지금 어떻게 적혀 있는지 보이고, 잘못 적힌 것을 바로잡습니다

    공약은 파일로 기록에 넣습니다: `madang import commitments.json`.
help-commitment-show = 공약을 지금 적힌 대로 칸마다 보입니다
help-commitment-correct =
    공약을 바로잡습니다. 처음 적은 것은 남고, 바로잡은 것이 그 이유와 함께 옆에 놓입니다

    칸의 이름은 `madang commitment show`가 보여 줍니다.
help-need =
    의견을 필요로 묶습니다: 필요를 정하고, 의견을 넣거나 빼고, 나누고 합치고, 목록과 하나하나를 봅니다

    필요가 많으면 표로 넣습니다: `madang import needs.csv`.
help-need-define = 필요를 정하고 의견을 묶습니다
help-need-add = 필요에 의견을 넣습니다
help-need-remove = 필요에서 의견을 뺍니다
help-need-split =
    필요를 그 의견이 이미 들어 있는 다른 필요들로 나눕니다. 나뉜 필요는 읽을 수 있게 남고 더는 의견을 받지 않습니다

    의견마다 나눈 필요 가운데 하나에는 들어 있거나 --left로 적혀야 합니다. 소리 없이 사라지는 의견은 없습니다.
help-need-merge = 필요들을 다른 필요로 합칩니다. 이제부터 그 필요가 의견을 함께 묶습니다. 합친 필요는 읽을 수 있게 남고 더는 의견을 받지 않습니다
help-need-list = 사업의 필요를 봅니다: 의견이 많은 것부터, 나뉘거나 합쳐진 것은 끝에
help-need-show = 필요 하나를 봅니다: 글, 의견, 그 뒤의 일
help-answer =
    의견과 제안에 답하고, 전문가에게 묻고, 재심사를 요청하고, 채택한 것의 이행 상황을 알립니다

    답변이 많으면 표로 넣습니다: `madang import answers.csv`. `--dry-run`을 주면 어떻게 될지 먼저 보여 줍니다.
help-answer-give =
    이유를 밝혀 공개로 답합니다

    한 번 한 답변은 남습니다. 다른 답변이 그것을 대신하려면 --supersedes로 가리킵니다.
help-answer-progress = 채택한 것이 어떻게 되고 있는지 알립니다
help-answer-reexamine = 접수증을 들고 온 사람을 대신해, 답변한 뒤 15일 안에 재심사를 요청합니다
help-answer-ask-expert = 전문가에게 묻습니다. 길어야 세 주 뒤까지 답변 기한이 멈춥니다
help-calendar = 사업이 어떤 달력과 기간에 따라 답하는지 정합니다
help-calendar-fix = 쉬는 날을 한 번 정합니다. 쉬는 날에 끝나는 기한은 다음 일하는 날에 끝납니다
help-calendar-amend = 달력에 날을 넣거나 뺍니다. 아직 남은 기한도 따라 움직입니다
help-calendar-periods = 얼마나 걸려도 되는지 정합니다. 그 뒤에 시작하는 것에 적용됩니다
help-vote = 투표를 예고하거나, 예고를 철회하거나, 취소하거나, 투표지 하나를 무효로 뺍니다
help-vote-schedule =
    제목과 시각을 정해 투표를 예고합니다

    그러면 투표는 그 시각 사이에만 열리고, 투표지를 받고, 마감합니다. 열리기 전에는 이유를 적어 예고를 바꿀 수 있고, 전의 예고는 기록에 남습니다. 규칙을 `madang import`로 넣으면 열립니다.
help-vote-unschedule =
    아직 열리지 않은 투표의 예고를 철회합니다

    철회와 그 이유가 항목이 되고, 예고했던 것은 기록에 남습니다. 투표는 다시 예고할 수 있습니다.
help-vote-cancel =
    선정 결과가 공표되지 않은 투표를 취소합니다

    취소와 그 사유가 항목이 됩니다. 이 투표로는 아무것도 선정되지 않고, 제안은 다음 투표의 후보로 남으며, 봉인된 투표지는 봉인된 채로 있습니다.
help-vote-exclude =
    진행 중인 투표에서 투표지나 평가표 하나를 영영 뺍니다

    적힌 내용은 지워지고, 집계하지 않으며, 집계 결과에 몇 장을 뺐는지 남습니다. 집계된 투표의 투표지는 그대로입니다. 적힌 내용은 `madang content erase`로 지웁니다.
help-proposal =
    제안을 받고, 내고, 고쳐 쓰고, 댓글을 달고, 합치고, 나눕니다. 기록에 있는 제안을 고치거나 철회합니다

    제출한 것은 그대로 남습니다. 고친 내용이나 철회가 그 곁에 섭니다.
help-proposal-call =
    제안 접수를 시작합니다. 정한 날부터 정한 날까지 받고, 그 뒤로 다른 때에는 받지 않습니다

    접수 기간에 들어온 제안은 마지막 날부터 답변 기한을 셉니다.
help-proposal-submit =
    기관, 기구 또는 다른 사람의 제안을, 그 제안이 나온 필요와 함께 냅니다

    여럿이면 표로 넣습니다: `madang import proposals.csv`.
help-proposal-revise =
    기관이나 이 직책이 낸 제안을 투표가 열리기 전에 고쳐 씁니다

    적지 않은 것은 그대로 둡니다.
help-proposal-comment = 제안에 댓글을 답니다
help-proposal-merge = 제안을 다른 제안에 합칩니다. 합친 제안은 읽을 수 있게 남아 뒤를 이은 제안을 가리키고, 이것으로 답변됩니다
help-proposal-split = 제안을 여럿으로 나눕니다. 나눈 제안은 읽을 수 있게 남아 나뉜 제안을 가리키고, 이것으로 답변됩니다
help-proposal-amend =
    제안을 이제부터 읽힐 대로 적은 파일로 바로잡습니다

    파일은 `madang import`가 읽는 JSON이나 CSV입니다. 적지 않은 것은 그대로 두고, 기록과 같은 제안은 건드리지 않습니다. 그 제안에 대한 투표가 진행 중이거나, 선정되었거나, 철회되었으면 거절합니다.
help-proposal-withdraw = 투표가 열리기 전에 제안을 철회합니다
help-body = 사업의 위원회와 심사단에 누가 있는지 바꿉니다
help-body-member = 위원을 위촉하거나, 바꾸거나, 해촉합니다
help-body-member-appoint = 위원을 위촉합니다. 여럿이면 표로 `madang import members.csv`
help-body-member-replace = 한 위원이 나가고 다른 위원이 같은 처리로 들어옵니다
help-body-member-leave = 위원이 나갑니다
help-admin = 포털의 관리자를 정합니다
help-admin-invite =
    메일 주소의 계정을 관리자로 정하고, 로그인할 링크를 보여 줍니다

    역할은 기록에서 무작위 이름에 주어집니다. 주소는 기록에 남지 않고 계정에만 있습니다. 다시 실행하면 새 링크를 보여 줍니다. 다른 사람의 역할은 관리자가 정합니다.
help-admin-invite-arg-address = 메일 주소
help-admin-invite-arg-base-url = 링크의 앞에 오는 포털의 공개 주소
help-admin-end =
    메일 주소의 계정에 있는 모든 역할을 종료합니다

    역할로 한 일은 기록에 그대로 남습니다. 역할이 없는 계정은 본인이 지울 수 있습니다.
help-admin-end-arg-address = 메일 주소
help-mail = 메일을 내보내는 서버를 시험합니다
help-mail-test = 주소 하나로 메일을 바로 보내고 서버의 답을 알려 줍니다
help-mail-test-arg-address = 받는 사람
help-log = 기록을 더 새로운 규칙으로 관리합니다
help-log-adopt-rules =
    이제부터 이 판의 규칙으로 기록을 관리합니다. 이미 기록된 것은 그대로입니다

    어느 규칙으로 관리하는지는 기록의 항목에 적혀 있습니다. 예전 판이 시작한 기록은 이 명령을 실행하기 전까지 그 판의 규칙을 따릅니다: 서로 구별되는 식별자, 실제로 있는 날짜, 화면에 보일 수 있는 글, 그리고 진행 중인 투표의
    투표지는 투표와 사유를 적은 항목으로만 뺄 것.
help-operator =
    누가 운영하는지 기록에 적습니다: 이름, 문의처, 방침, 자료의 이용 조건

    포털의 모든 화면과 security.txt, API에 나옵니다. 가장 나중에 적은 것이 쓰이고, 그 전에 적은 것은 기록에 남습니다. 나중에 지워야 할 수 있는 것(전자우편, 전화번호, 취약점 신고처)은 항목의 내용 `contact`에 들어가서
    `madang content erase 항목 contact`로 지울 수 있습니다.
help-operator-show = 기록에 적힌 것을 `madang operator set`에 쓸 파일로 출력합니다
help-operator-set =
    파일에 적힌 대로 적거나, 하나씩 바로잡습니다

    파일을 주면 모두 새로 적습니다. 주지 않으면 기록에 있는 것에서 옵션으로 준 것만 바꾸고, `--without`에 적은 것을 뺍니다.
help-template =
    채워 넣을 파일을 줄마다 설명과 함께 출력합니다

    파일로 저장해 고친 뒤 `madang import`에 넣습니다. `madang new`는 모두를 폴더 하나에 씁니다.
help-new = 내 사업을 시작합니다: 채워 넣을 모든 파일과 순서를 새 폴더에 씁니다
help-formats = 넣거나 선정에 쓸 수 있는 파일에 무엇을 적을 수 있는지 설명합니다

## 기록

help-arg-data = 데이터 디렉터리: 데이터베이스, 기록의 키, 마지막으로 서명한 체크포인트, 등록 토큰
help-arg-database = 데이터 디렉터리의 SQLite 파일이 아닐 때의 데이터베이스: postgres://user@host/name 또는 sqlite:///path
help-arg-origin = 기록을 시작할 때 체크포인트에 쓰는 기록의 이름: 직접 관리하는 주소에서 https://를 뺀 것. 한 번 시작하면 바꿀 수 없습니다. 주지 않으면 localhost/madang이고, 시험해 볼 때만 맞습니다
help-arg-guard = 마지막으로 서명한 체크포인트를 기억하는 파일. 데이터베이스와 다른 저장 장치에 두어야 한쪽을 되돌려도 다른 쪽이 남습니다. 주지 않으면 데이터 디렉터리의 `checkpoint`
help-arg-attachments = 의견의 첨부 파일을 두는 폴더. 한 기록의 모든 노드가 같은 폴더를 씁니다. 지정하지 않으면 데이터 디렉터리의 `attachments`
help-arg-security-log = 보안에 관한 것을 적는 파일: 거절한 토큰, 키, 체크포인트 파일, 시계, 사람이 받아들인 것
help-arg-accept-clock = 마지막 항목보다 늦거나 한참 앞선 시계를 이 사유로 받아들이고 계속합니다
help-arg-actor = 처리하는 직위, 기록에 적히는 대로: innovation-division처럼 소문자·숫자·붙임표로. 사람 이름은 쓰지 않습니다. 진행자는 facilitator/로, 관리자는 administrator/로 시작합니다

## 메일

help-arg-mail-server = SMTP 서버: TLS는 smtps://user:password@host, STARTTLS는 smtp://user:password@host?tls=required, 이 컴퓨터의 서버는 smtp://localhost
help-arg-mail-from = 보내는 사람: `마당 <madang@example.go.kr>`

## 포털

help-arg-listen = 듣는 주소
help-arg-base-url = 포털의 공개 주소. 피드와 안내, 결과의 주소에 씁니다: https://madang.example.go.kr
help-arg-openid-issuer = 사람들이 로그인할 수 있는 OpenID Connect 제공자, 스스로 밝히는 발급자 주소 그대로: https://id.example.go.kr
help-arg-openid-client = 제공자가 이 포털을 아는 이름(client_id). 로그인하면 공개 주소의 /account/provider/back으로 돌아옵니다
help-arg-openid-secret-file = 제공자가 이 포털에 준 비밀(client_secret)이 든 파일, 주인만 읽을 수 있어야 합니다
help-arg-openid-secret = 그 비밀. 명령줄에서는 이 컴퓨터의 다른 사람도 볼 수 있으므로 환경 변수가 낫습니다
help-arg-openid-name-ko = 사람들이 제공자를 부르는 이름, 한국어: 단추에 적힙니다
help-arg-openid-name-en = 같은 이름, 영어
help-arg-openid-hosts = 제공자의 주소가 있는 다른 호스트, 쉼표로 나눕니다. 다른 곳에는 묻지 않습니다
help-arg-operator = 누가 포털을 운영하는지 적은 JSON 파일, 기록에 적혀 있지 않을 때만 보입니다(기록에 적으려면 `madang operator set 파일`): name과 official은 언어별로, licence는 언어별 name과 url로, 그리고 email, phone, contact, privacy, accessibility, source, key_published, security, posts. 예: `{ "{" }"name": { "{" }"ko": "행정안전부"{ "}" }, "licence": { "{" }"name": { "{" }"ko": "공공누리 제1유형"{ "}" }, "url": "https://www.kogl.or.kr/info/license.do"{ "}" }{ "}" }`
help-arg-admin-listen = 운영자용 주소: /metrics와 이유를 밝히는 /healthz. 없애려면 `off`. 평소 주소를 다른 프로그램이 쓰고 있으면 두지 않습니다
help-arg-max-connections = 동시에 받는 연결 수. 넘으면 가장 오래 쉰 연결을 닫습니다
help-arg-header-timeout = 요청의 머리를 기다리고, 다음 요청을 기다리는 시간(초)
help-arg-idle-timeout = 어느 쪽으로도 아무것도 오가지 않을 때 기다리는 시간(초)
help-arg-drain-timeout = 서버를 멈출 때 처리 중인 요청을 기다리는 시간(초)
help-arg-trusted-proxies = 누구를 대신해 묻는지(X-Forwarded-For) 믿을 프록시: 네트워크와 주소를 쉼표로 나누어 적습니다. 적지 않으면 이 컴퓨터의 프록시만 믿습니다
help-arg-accept-older-database = 마지막으로 서명한 체크포인트보다 뒤처진 데이터베이스(되돌린 백업)나, 체크포인트 파일이 없거나 오래되었거나 상한 데이터베이스를 이 사유로 받아들이고 계속합니다. 잃은 항목이 분명하면 사유가 기록에 남습니다

help-demo-arg-vote = 예시 대신 하나의 사업으로 돌려 볼 Pabulib .pb 형식의 투표
help-demo-arg-accept = 투표지 제한이나 기준처럼 파일에 적힌 것을 기록이 모두 지킬 수 없어도 돌립니다
help-demo-value-accept-meaning = 파일에 적힌 조건을 기록이 모두 지킬 수 없는 투표
help-arg-no-serve = 만들기만 하고 열지 않습니다

## 넣기와 내보내기

help-arg-files = 파일들, 앞의 것 위에 뒤의 것이 서는 순서로
help-arg-dry-run = 모두 시험해 보고 어떻게 될지 알려 줍니다. 아무것도 기록하지 않습니다
help-import-arg-accept = 집계되지 않을 투표지도 기록합니다(무효로 집계됩니다). 또는 파일에 적힌 것을 기록이 모두 지킬 수 없는 투표, 전에 삭제되었을지 모르는 의견, 고치지 않은 예시 행, 사람의 번호나 주소로 보이는 식별자도 받습니다
help-import-value-accept-erased-voices = 삭제된 의견일지 모르는, id 없는 행
help-import-arg-wave = id 없는 의견을 언제 모았는지 나타내는 이름(예: 2026-12). 행은 그 말로 알아보므로 같은 파일을 다시 가져올 수 있고 같은 행은 처음 것만 세며, 다른 때에 나온 같은 말은 새 의견입니다
help-import-value-accept-unknown-projects = 후보가 아닌 제안이 있는 투표지
help-import-value-accept-duplicate-voters = 한 사람의 여러 투표지
help-import-value-accept-repeated-choices = 한 제안이 두 번 이상 있는 투표지. 몇 번이든(256 KiB 안이면 15,000번이라도) 집계하지 않고 그대로 기록에 남깁니다
help-import-value-accept-empty-ballots = 고른 제안이 없는 투표지
help-import-value-accept-broken-limits = 투표의 제한을 넘거나 못 미치는 투표지, 점수가 없는 투표에 점수를 적은 투표지
help-import-value-accept-meaning = 파일에 적힌 조건(min_points, default_score, 기준 등)을 기록이 모두 지킬 수 없는 투표
help-import-value-accept-examples = 고치지 않은 예시 행
help-import-value-accept-all = 위의 모두(personal-data 제외)
help-import-value-accept-personal-data = 사람의 번호나 주소로 보이는 식별자와 출처. 기록에서 지울 수 없으므로 all에 들지 않습니다
help-import-arg-programme = 제안과 투표가 속한 사업. 파일 가운데 사업이 있으면 그것
help-import-arg-vote = 투표지와 점수를 넣을 투표, 그리고 .pb 파일이 될 투표. 주지 않으면 파일이 여는 투표, 아니면 열려 있는 하나뿐인 투표, .pb 파일은 vote-1
help-import-arg-rule-file = .pb 파일에서 온 투표의 선정 규칙(JSON). 금액은 통화의 가장 작은 단위. 주지 않으면 비엘리치카가 2023년에 쓴 균등 몫
help-import-arg-number = 예산 말고 투표로 선정할 수 있는 최대 건수
help-arg-directory = 쓸 디렉터리. 없으면 만듭니다

## 선정

help-arg-file = 투표지: .pb, .json, 또는 .csv(제안 표. --ballots를 보십시오). `-`는 표준 입력에서 Pabulib을 읽습니다
help-select-arg-programme = 기록에서: 사업
help-select-arg-vote = 기록에서: 투표. 주지 않으면 진행 중인 투표, 아니면 선정된 하나뿐인 투표
help-select-arg-yes = 기록에서: 묻지 않고 열린 투표를 마감합니다. 단말기 앞에 사람이 없으면 묻지 않습니다
help-select-arg-even-without-ballots = 기록에서: 투표지가 한 장도 없는 투표도 마감합니다. 주지 않으면 열린 채로 둡니다
help-select-arg-even-without-sheets = 기록에서: 물어볼 사람이 없을 때, 반영되는 평가표가 빠져 있어도 마감합니다. 주지 않으면 열린 채로 둡니다
help-select-arg-json = JSON 객체 하나로 출력합니다: selected(차례대로의 번호), total_cost, ties, rounds, input_digest, 설명
help-select-arg-table = 표로 출력합니다(--json이 없을 때도 표입니다)
help-select-arg-html = 디스크에서 바로 열리는 HTML 파일 하나로 보고서를 씁니다
help-select-arg-language = 보고서의 언어. 주지 않으면 LC_ALL, LC_MESSAGES, LANG이 한국어일 때 한국어, 아니면 영어
help-select-arg-with =
    결과와 함께 JSON과 보고서에 넣을 부분. 주지 않으면 JSON에는 없고 보고서에는 모두 들어갑니다. 표에는 나오지 않습니다
help-value-with-audit = JR, EJR+, 가격으로 설명되는지, 대표성
help-value-with-influence = 위원회, 전문가, 투표자 집단, 서비스군을 하나씩 뺀 선정
help-value-with-sensitivity = 경계에 있는 제안들이 얼마나 모자랐거나 남았는지
help-value-with-comparison = 적용할 수 있는 모든 규칙을 나란히
help-value-with-payments = 균등 몫: 서로 다른 투표지마다 투표자가 낸 몫, `ballots`에(JSON만)
help-arg-each-side = 민감도: 경계 양쪽에서 볼 제안 수. 주지 않으면 5
help-arg-most-runs = 민감도: 규칙을 돌릴 최대 횟수. 주지 않으면 2000
help-arg-ballots = CSV: 투표지 표(vote, 알면 voter_id, points, weight). FILE은 제안 표입니다
help-arg-vote-type = CSV: 투표지의 종류. 주지 않으면 점수가 있으면 scoring, 없으면 approval
help-arg-group-column =
    제안의 서비스군을 `group` 대신 이 열에서 읽습니다

    값이 여럿인 제안이 있으면 거절합니다. 할당은 서비스군으로 셉니다. 실제 .pb 파일에는 `category`, `neighborhood` 등에 있습니다. JSON의 열은 `columns`에 있는 것과 `category`입니다.
help-arg-audience-column = 제안의 대상을 `beneficiaries` 대신 이 열에서 읽습니다
help-arg-strict =
    의심스러운 것은 경고하고 받는 대신 거절합니다

    목록의 빈칸과 빈 투표지 말고는, 그렇지 않으면 받아들이고 경고에 세는 모든 것. `select`에서는 메타데이터에는 있고 규칙에는 없는 기준이나 서비스군별 예산도 거절합니다.
help-arg-accept = 그렇지 않으면 거절할 것을 받아들이고 경고에 셉니다
help-value-accept-unknown-projects = 없는 제안을 고른 것: 뺍니다
help-value-accept-duplicate-voters = 두 번 나오는 투표자: 둘 다 셉니다
help-arg-rule = 방법 [기본값: equal-shares]
help-value-rule-equal-shares = 균등 몫(Method of Equal Shares)
help-value-rule-phragmen = 비용이 있는 프라그멘의 순차 규칙
help-value-rule-greedy = 득표순(`--utility points-times-cost`면 점수순)
help-value-rule-greedy-per-cost = 비용당 득표순(`--utility points`면 비용당 점수순)
help-value-rule-sequential-pav = 순차 비례 승인 투표. --number가 필요하고, --unit-costs처럼 제안마다 한 자리로 셉니다. 규칙 파일에서는 `proportional-approval`이고 여기서도 알아듣습니다
help-value-rule-bounded-overspending = 초과 부담을 제한한 균등 몫
help-value-rule-scores = 투표지와 전문가 점수의 가중 평균. --weights가 필요합니다
help-arg-utility =
    선정된 제안이 그것을 고른 투표자에게 얼마만큼인지 [기본값: cost]

    균등 몫에서 `cost`는 득표가 많은 제안을 먼저(도시들이 쓰는 것), `cardinality`는 지지자 한 사람당 싼 제안을 먼저(학계의 기본) 뽑습니다. `points-times-cost`는 어떤 도구가 "score"라고 부르는 것입니다.
help-arg-borda-scores = 보르다: 첫째, 둘째, … 자리의 점수. 그 뒤는 없음. 주지 않으면 투표지 길이에서 자리를 뺀 것이어서 마지막은 0입니다(pabutools처럼)
help-arg-completion =
    돈이나 자리가 남으면 이어서 할 것, 쉼표로 나누어 차례대로 [기본값: none]

    `add-one`은 한 사람의 몫을 --step씩 올리며 균등 몫을 되풀이하고, 다음 결과가 예산을 넘을 때만 멈춥니다(도시들처럼). `add-one-until-exhaustive`는 더 들어갈 것이 없을 때도 멈춥니다(pabutools처럼). `utilitarian`은 남은 제안을
    득표순으로, `phragmen`은 투표자에게 남은 것에서 프라그멘의 규칙으로 더합니다. `budget-increase`는 대신 예산을 --percent만큼 올립니다.
help-arg-comparison = 더 많은 투표자가 다른 결과를 더 좋아하면 그 결과로 바꿉니다 [기본값: none]
help-arg-ties =
    동점을 가리는 방법: 번호순(글자로, 오름차순), 낮은 비용·많은 득표·번호순, 또는 추첨 [기본값: id]

    추첨의 순서는 비밀 값, 공개 값, 번호를 이은 것의 SHA-256 순서입니다. 식은 `madang formats`가 알려 줍니다.
help-arg-lot-seed = 추첨: 투표 전에 해시로 약속한 비밀 값. 기록에서는 데이터 디렉터리에 있습니다
help-arg-lot-value = 추첨: 마감 뒤에 공개된 값
help-arg-budget = 파일에 있는 것 대신 쓸 예산, 통화의 주 단위로
help-arg-number =
    선정할 제안 수. 예산이 있으면 둘 다 지킵니다

    파일에도 --budget에도 예산이 없으면 --unit-costs처럼 제안마다 한 자리로 셉니다.
help-arg-unit-costs = 비용과 상관없이 제안마다 한 자리로, --number를 예산으로 셉니다(위원 선출 규칙)
help-arg-quotas =
    서비스군별 한도를 적은 JSON 파일

    예: { "{" }"mode": "reserve", "groups": { "{" }"general": { "{" }"least_number": 10{ "}" }, "business": { "{" }"most_money": 500000{ "}" }{ "}" }{ "}" }. 서비스군마다 적을 수 있는 것(모두 뺄 수 있음): `least_number`, `most_number`(제안 수),
    `least_money`, `most_money`(통화의 주 단위, 500000 또는 "500000.50"). 방식: `caps`는 위 한도에 닿으면 그 서비스군의 제안을 더 뽑지 않고, `reserve`는 아래 한도를 못 지키게 될 것도 뽑지 않으며, `pots`는 서비스군마다 `most_money`를
    전체 예산으로 규칙을 한 번씩 돌립니다. 제안의 서비스군은 `group` 열이나 --group-column이 가리키는 열에 있습니다.
help-arg-step = add-one: 한 번에 한 사람의 몫을 올리는 금액, 통화의 주 단위(--unit-costs면 자리) [기본값: 1]
help-arg-start = add-one: 1인당 예산에서 그대로 시작할지, 정수로 내려 시작할지 [기본값: exact]
help-arg-percent = budget-increase: 한 번에 올리는 비율(예산의 퍼센트) [기본값: 1]
help-arg-exhaustive-over = …-until-exhaustive: 어떤 제안들이 더 들어갈 수 없어야 다 찼다고 볼지 [기본값: supported]
help-arg-fit = greedy, phragmen, scores: 들어가지 않는 제안을 건너뛸지 [기본값: skip, phragmen은 no-skip(pabutools처럼)]
help-arg-threshold = 어느 규칙이든 제안이 후보가 되는 데 필요한 최소 득표(점수). scores에서는 0에서 1까지의 최소 점수
help-arg-scores = 규칙 `scores`: 전문가 평가표, CSV(body, expert, project_id, score) 또는 JSON
help-arg-weights = 규칙 `scores`: 투표지와 위원회마다의 비중, 예: ballots=40,panel=30,committee=30
help-arg-normalisation = 규칙 `scores`: 전문가 한 사람의 점수를 0에서 1로 맞추는 방법 [기본값: highest]
help-arg-top-score = 정규화 `scale`: 줄 수 있었던 가장 높은 점수
help-arg-rule-file = 규칙 전체를 기록에 있는 대로 적은 JSON 파일에서 읽습니다. 함께 쓸 수 있는 것은 --budget, --number, --scores, 추첨이면 --lot-seed와 --lot-value뿐입니다

## 감사, 비교, 변환

help-audit-arg-file = 투표지: .pb, .json, 또는 .csv(제안 표. --ballots를 보십시오)
help-audit-arg-outcome = 결과: `selected`가 있는 JSON, 한 줄에 번호 하나인 글, 또는 `project_id` 열이 있는 CSV(`selected` 열이 있으면 1인 줄만). `-`는 표준 입력
help-audit-arg-check = 할 감사. 주지 않으면 적용할 수 있는 모두
help-audit-arg-number = 선정할 수 있는 최대 건수
help-audit-arg-unit-costs = 제안마다 한 자리로, --number를 예산으로 셉니다(위원 선출)
help-audit-arg-json = 감사 결과를 JSON으로 출력합니다
help-compare-arg-file = 투표지: .pb, .json, 또는 .csv(제안 표. --ballots를 보십시오)
help-compare-arg-json = 비교를 JSON으로 출력합니다
help-compare-arg-html = 디스크에서 바로 열리는 HTML 파일 하나로 보고서를 씁니다: 정한 규칙의 결과와 감사, 그리고 모든 규칙
help-compare-arg-language = 보고서의 언어
help-arg-input = 투표지: .pb, .json, 또는 .csv(제안 표. --ballots를 보십시오). `-`는 표준 입력에서 Pabulib을 읽습니다
help-arg-output = 쓸 파일: .pb, .json, 또는 .csv(제안 표. --ballots-to를 보십시오)
help-arg-ballots-to = CSV: 투표지 표를 쓸 곳
help-convert-arg-budget = CSV: 표에는 없는 예산, 통화의 주 단위로
help-convert-arg-number = CSV: 표에는 없는 선정할 제안 수

## 검증

help-verify-arg-at = 그때까지의 기록으로 공개성 점검도 하고, 그때 기한이 지났거나 어긴 것을 보여 줍니다: 2026-12-31(사업이 있는 곳에서 그날이 끝날 때), 또는 시각 2026-12-31T09:00:00Z
help-arg-record = `madang export`가 쓴 디렉터리, 또는 포털 주소
help-arg-key = 믿는 기록의 공개키(signed-note 검증 키). 여러 번 줄 수 있습니다
help-arg-policy = 증인 정책(tlog-policy): 체크포인트에 그 정족수만큼의 공동 서명이 있어야 합니다
help-arg-old = 예전 체크포인트: 기록에 그때 있던 것이 모두 그대로 있어야 합니다
help-arg-receipt = 접수증: 그 항목이 기록에 있어야 하고, 어떻게 되었는지 알려 줍니다
help-arg-patient = 시간과 메모리가 얼마나 들든 모든 선정을 다시 계산하고 이름 지은 것을 모두 담습니다. 주지 않으면 기록 하나에 정해진 만큼을 넘는 것은 남겨 두고 무엇인지 알려 줍니다
help-checks-arg-at = 점검할 때: 2026-12-31(사업이 있는 곳에서 그날이 끝날 때), 또는 시각 2026-12-31T09:00:00Z
help-checks-arg-language = 말하는 언어. 주지 않으면 LC_ALL, LC_MESSAGES, LANG이 한국어일 때 한국어, 아니면 영어
help-checks-arg-json = 찾은 것을 JSON으로 출력합니다
help-verify-arg-code = 접수 쪽지에 적힌 코드. 그 코드의 의견을 찾아 어떻게 되었는지 알려 줍니다
help-verify-arg-language = 보고서의 언어. 주지 않으면 LC_ALL, LC_MESSAGES, LANG이 한국어일 때 한국어, 아니면 영어
help-trace-arg-entry = 그것에 관한 항목의 번호
help-trace-arg-language = 말하는 언어. 주지 않으면 LC_ALL, LC_MESSAGES, LANG이 한국어일 때 한국어, 아니면 영어
help-trace-arg-all = 아무리 길어도 자취를 끝까지, 그 위의 것을 모두 말합니다. JSON은 언제나 그렇습니다
help-trace-arg-json = 자취를 JSON으로 출력합니다
help-verify-arg-json = 보고서를 JSON으로 출력합니다
