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
help-cover-arg-population = 모집단: CSV
help-cover-arg-day = 묻는 날: 2026-11-01
help-cover-arg-json = 결과를 JSON으로 출력합니다
