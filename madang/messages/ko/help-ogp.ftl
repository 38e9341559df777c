# OGP의 공약 파일에 관한 명령의 도움말.

help-commitments =
    열린정부파트너십(OGP)이 공개하는 공약 파일을 읽어 들이고 내보냅니다

    파일만 다룹니다. 기록에 있는 공약은 끝에 s가 없는 `madang commitment`로 보고 바로잡습니다.
help-commitments-import =
    파일을 읽고, 알 수 없는 행과 값을 모두 알리고, 공약을 작업 폴더에 보관합니다

      madang commitments import base.csv --dry-run --json
      madang commitments import base.csv --into plans

    2016년 자료(98열), 현재 형식(171열), `madang commitments export`가 쓴 파일을 읽습니다. 모든 칸을 있는 그대로 보관합니다. 작업 폴더에는 FILE의 이름을 딴 JSON 줄 파일이 생기고, 같은 FILE에서 전에 만든 것은 새것으로 바뀝니다. `madang commitments export`와 `madang stars`가 이 파일을 읽습니다. 기록에는 아무것도 들어가지 않습니다. 공약을 기록에 넣는 것은 `madang import commitments.json`입니다.
help-commitments-export =
    작업 폴더나 파일 하나의 공약을 모두 FILE에 씁니다

      madang commitments export --format ogp-2024 all.csv
      madang commitments export --format xlsx all.xlsx --from base.csv

    FILE은 쓸 파일입니다. 다시 읽으면 모든 칸이 그대로인 같은 공약이 됩니다.
help-stars =
    파일의 공약마다 세 가지 별표 공식과 걸린 조건을 계산합니다

      madang stars base.csv
      madang stars base.csv --json > stars.json

    공식은 2014년 6월 이전, 2014년부터 2015년 초까지, 2015년 4월 이후의 것입니다. 걸린 조건은 셋째 공식에서 처음으로 넘지 못한 조건입니다: Spec(구체적이지도 검증할 수도 없음), Rel(관련 없음), PotImp(변혁적이지 않음), Cmpl(이행되지 않음). 모두 넘으면 STAR입니다. 적힌 값으로 정할 수 없으면 그렇게 적습니다. 이행 정도는 종료 보고서에 있으면 그것을, 없으면 중간 보고서의 것을 씁니다. --json에는 둘이 따로 있고, 공식에 들어간 값이 모두 있습니다.

help-commitments-import-arg-file = 공약: 쉼표·쌍반점·탭으로 나눈 .csv, .xlsx, .json, .jsonl
help-commitments-import-arg-dry-run = 읽고 알리기만 하고 아무것도 보관하지 않습니다
help-commitments-import-arg-json = 행 수, 가져온 수, 알릴 것(line, field, value, reason)을 JSON으로 출력합니다
help-commitments-import-arg-into = 공약을 보관할 작업 폴더
help-commitments-export-arg-format = 파일의 형식
help-commitments-export-value-format-ogp-2024 = 열린정부파트너십의 현재 형식으로 된 CSV
help-commitments-export-value-format-json = JSON: 공약마다 모든 칸과 읽은 내용
help-commitments-export-value-format-xlsx = 현재 형식으로 된 통합 문서
help-commitments-export-arg-file = 쓸 파일. /dev/stdout이면 출력합니다
help-commitments-export-arg-from = 내보낼 것: 작업 폴더나 공약 파일 하나
help-arg-encoding = 알아보지 못할 때 글 파일의 인코딩: UTF-8, UTF-16LE, EUC-KR, windows-1252 등
help-arg-raw = 보호하지 않은 CSV: 표 계산 프로그램이 계산할 글 앞에 '를 붙이지도 떼지도 않습니다
help-stars-arg-file = `madang commitments import`가 읽는 공약, 또는 공식에 들어갈 값: country, plan, commitment, specificity, relevant, potential_impact, completion, completion_end_of_term
help-stars-arg-json = 별표와 공식에 들어간 값을 JSON으로 출력합니다
