# 서비스 규칙과 대상을 다루는 명령의 도움말.
help-match =
    어떤 서비스를 받을 수 있는지, 대상일 수 있는지, 아닌지 알려 줍니다: 검토한 규칙에 따라, 규칙이 없으면 정부24의 표시에 따라

      madang match profiles.json --conditions supportConditions.jsonl
      madang match profiles.json --conditions supportConditions.jsonl --services serviceList.jsonl --rules rules --json

    말하지 않은 것은 모르는 것이지 "아니오"가 아닙니다. 표시만으로는 받을 수 있다고 하지 않습니다.
    아무것도 밖으로 보내지 않습니다. 프로필에 잘못된 곳이 있으면 그 프로필만 빼고 판정하고 2로 끝납니다.
help-rule =
    서비스의 규칙을 사례로 확인하고, 한국어나 영어로 출력합니다

    규칙은 문장으로 쓴 글입니다: 누가, 언제부터, 어느 법에 따라 받는지. 두 언어가 같은 규칙이 됩니다.
help-rule-check = 사례마다 규칙의 결과와 더 물어야 할 것을, 잘못된 글마다 잘못과 그 줄을 알려 줍니다
help-rule-print = 규칙을 한 언어로 출력합니다
help-cover =
    모집단에서 누가 어느 서비스의 대상이고 누가 아무것의 대상도 아닌지 셉니다

      madang cover population.csv --conditions supportConditions.jsonl --day 2026-11-01
      madang cover population.csv --conditions supportConditions.jsonl --rules rules --day 2026-11-01 --json > coverage.json
      madang cover population.parquet --conditions supportConditions.jsonl --day 2026-11-01 --cells

    한 행이 혼자 있는 한 사람입니다: person_id, weight, 그리고 이름으로 쓴 사실. 빈칸은 모르는 것입니다. 가구원을 세는
    규칙은 뺍니다. 파일이 커져도 메모리는 늘지 않습니다.
    못 쓰는 행이 있으면 줄과 열을 하나씩 알려 주고 나머지를 판정하며 2로 끝납니다.
help-match-arg-profiles = 프로필: JSON 목록. 하나마다 id, 날짜, 그리고 사람, 가구, 사업에 대해 아는 것
help-match-arg-json = 프로필마다의 결과를 JSON으로 출력합니다
help-rule-check-arg-vectors = 사례: parameters, vectors(규칙, 사실, 날짜), errors(잘못된 글)가 있는 JSON
help-rule-check-arg-json = 사례의 이름에 따라 JSON으로 출력합니다
help-rule-print-arg-file = 한국어나 영어로 쓴 규칙
help-rule-print-arg-language = 출력할 언어
help-rule-print-arg-parameters = 규칙에 나오는 금액. 없으면 규칙 옆의 parameters.txt
help-cover-arg-population = 모집단: CSV. 이름이 .parquet로 끝나면 Parquet
help-cover-arg-cells = 서비스군, 나이, 시도별로도 셉니다. 10명보다 적은 칸과, 합계에서 그 칸을 알아낼 수 있게 하는 칸은 가립니다
help-cover-arg-day = 묻는 날: 2026-11-01
help-cover-arg-json = 결과를 JSON으로 출력합니다
help-catalogue =
    서비스 목록을 읽어 들이고 내보냅니다

    파일만 다룹니다. 기록에는 아무것도 들어가지 않습니다.
help-catalogue-import =
    한 형식의 파일을 읽고, 이해하지 못한 행과 항목을 모두 알리고, 목록을 JSON으로 출력합니다

      madang catalogue import serviceList.jsonl serviceDetail.jsonl supportConditions.jsonl --format gov24 > catalogue.json
      madang catalogue import services.xlsx --format xlsx --out catalogue.json
      madang catalogue import service.json --format hsds --json

    정부24의 세 파일은 순서에 관계없이 항목으로 알아보고 서비스ID로 잇습니다. serviceList는 꼭 있어야 합니다.
    번호의 뜻이 다른 v1과 v2 파일은 거부합니다. HSDS에서 목록의 항목에 없는 것도 그대로 두었다가
    `madang catalogue export`가 다시 씁니다.
help-catalogue-export =
    목록을 한 형식으로 씁니다

      madang catalogue export catalogue.json --format hsds > hsds.json
      madang catalogue export catalogue.json --format cpsv-ap --rules rules > services.jsonld
      madang catalogue export catalogue.json --format xlsx --out services.xlsx

    서비스 하나는 문서 하나가, 목록은 목록이 됩니다. 표 계산 프로그램이 계산할 글은 CSV에서 막아 둡니다.
help-catalogue-import-arg-files = 읽을 파일. 여럿은 gov24만
help-catalogue-import-arg-format = 파일의 형식
help-catalogue-import-arg-out = 출력하는 대신 목록을 쓸 파일
help-catalogue-import-arg-json = 서비스, 파일을 이은 결과, 이해하지 못한 것(file, row, service, field, value, what)을 JSON으로 출력합니다
help-catalogue-import-value-format-gov24 = 정부24(gov24/v3)의 serviceList, serviceDetail, supportConditions
help-catalogue-import-value-format-hsds = HSDS 3: 서비스 하나, 목록, 또는 목록의 한 쪽
help-catalogue-import-value-format-csv = 한 행이 한 서비스인 표
help-catalogue-import-value-format-xlsx = 같은 것을 통합 문서로
help-catalogue-export-arg-catalogue = `madang catalogue import`가 출력한 목록
help-catalogue-export-arg-format = 쓸 형식
help-catalogue-export-arg-out = 출력하는 대신 쓸 파일
help-catalogue-export-arg-language = schema.org를 넣을 화면의 언어. 없으면 한국어
help-catalogue-export-value-format-hsds = HSDS 3
help-catalogue-export-value-format-cpsv-ap = JSON-LD로 쓴 CPSV-AP 3.2. 규칙이 있으면 조건마다 요건 하나
help-catalogue-export-value-format-schema-org = JSON-LD로 쓴 schema.org의 GovernmentService
help-catalogue-export-value-format-csv = 한 행이 한 서비스인 표
help-catalogue-export-value-format-xlsx = 같은 것을 통합 문서로
help-match-arg-rules = 검토한 규칙(*.rule)이 있는 디렉터리. 두 언어로 쓴 같은 규칙은 하나로 칩니다
help-cover-arg-rules = 검토한 규칙(*.rule)이 있는 디렉터리. 두 언어로 쓴 같은 규칙은 하나로 칩니다
help-catalogue-export-arg-rules = 검토한 규칙(*.rule)이 있는 디렉터리. 두 언어로 쓴 같은 규칙은 하나로 칩니다
help-arg-conditions = 정부24(gov24/v3)의 supportConditions: 한 줄에 한 행
help-arg-services = 정부24의 serviceList: 소관기관, 따라서 어느 지역의 서비스인지
help-arg-parameters = 규칙에 나오는 금액과 그 기간. 없으면 규칙 디렉터리의 parameters.txt
