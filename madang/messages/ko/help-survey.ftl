# 설문 통계 명령의 도움말. 영어는 소스의 인수 옆에 있습니다.

help-weigh =
    알려진 모집단 합계에 맞도록 표본에 가중치를 줍니다

      madang weigh answers.csv --id id --weight weight --margins margins.json --method raking --out weights.csv
      madang weigh answers.csv --id id --margins margins.csv --method logit --bounds 0.5,3 --out weights.csv

    모집단 합계는 변수마다 범주와 합계를 적은 JSON이거나 variable, level, total 열이 있는 CSV입니다. 여러 열을 |로 이으면 한 변수가 됩니다: "sex|age"의 "F|19-29". 범주 대신 수를 적으면 그 양의 총합입니다. 답이 없는 응답자는
    "unknown" 범주가 있으면 거기에 듭니다.

    맞출 수 없는 합계가 있으면 가중치를 만들지 않고, 가장 어긋난 합계와 그 차이를 알립니다.
help-weigh-arg-data = 응답자, 머리글이 있는 CSV
help-weigh-arg-id = 응답자를 구별하는 열
help-weigh-arg-weight = 기본 가중치 열. 없으면 모두 1에서 시작합니다
help-weigh-arg-margins = 모집단에 대해 아는 것: .json 또는 .csv
help-weigh-arg-method = 가중치를 맞추는 방법
help-weigh-value-method-raking = 모든 합계가 맞을 때까지 하나씩(레이킹)
help-weigh-value-method-linear = 선형 보정
help-weigh-value-method-logit = 로짓 보정, --bounds 안에서
help-weigh-value-method-poststratify = 하나의 합계에 정확히(사후층화)
help-weigh-arg-bounds = 기본 가중치에 대한 최종 가중치의 범위, 예: 0.5,3
help-weigh-arg-trim = 가중치를 이 값까지 자르고 다시 맞춥니다. 다섯 번까지
help-weigh-arg-trimming = 가중치를 언제 --trim까지 자르는지
help-weigh-value-trimming-rounds = 모든 합계가 맞은 뒤에 자르고, 자른 만큼 나머지에 고르게 나누어 다시 맞춥니다(R의 trimWeights)
help-weigh-value-trimming-sweeps = 레이킹을 한 번 돌 때마다 자릅니다. CAP은 평균 가중치의 배수이고, 합계가 어긋나면 얼마인지 알립니다(anesrake)
help-weigh-arg-out = 가중치를 쓸 곳: id와 weight의 CSV
help-weigh-arg-json = 결과를 JSON으로 출력합니다

help-tabulate =
    평균, 비율, 총합, 비, 분위수, 차이를 표본설계에 따른 표준오차와 함께 추정합니다

      madang tabulate answers.csv --psu psu --strata stratum --weight weight --estimate mean:satisfaction --by region --json
      madang tabulate answers.csv --weight weight --margins margins.json --method raking --estimate share:used
      madang tabulate answers.csv --psu district,school --fpc districts,schools --estimate quantile:score:0.5

    답이 없는 응답자(빈칸, NA, .d .r .n .m .u .f)는 그 추정에서만 빼고 수를 셉니다. --margins를 주면 기본 가중치를 먼저 맞추고, 표준오차는 보정된 가중치의 것입니다.

    차이는 집단 쌍마다 두 방향으로 냅니다. 글로 된 변수의 총합은 범주마다의 사람 수입니다.
help-tabulate-arg-data = 응답자, 머리글이 있는 CSV
help-tabulate-arg-psu = 추출 단위 열, 1단계부터. 없으면 응답자 하나가 단위입니다
help-tabulate-arg-strata = 층 열
help-tabulate-arg-weight = 기본 가중치 열. 없으면 --fpc가 주는 값, 그것도 없으면 1
help-tabulate-arg-fpc = 단계마다 모집단 열: 단위의 수 또는 뽑은 비율
help-tabulate-arg-single-psu = 추출 단위가 하나뿐인 층을 다루는 방법
help-tabulate-value-single-psu-fail = 그 층을 알리고 거부합니다
help-tabulate-value-single-psu-certainty = 반드시 뽑히는 단위로 봅니다
help-tabulate-value-single-psu-adjust = 0과의 거리로 셉니다
help-tabulate-value-single-psu-average = 다른 층의 평균으로 셉니다
help-tabulate-arg-margins = 모집단에 대해 아는 것: .json 또는 .csv, `madang weigh`와 같습니다
help-tabulate-arg-method = 가중치를 맞추는 방법
help-tabulate-value-method-raking = 모든 합계가 맞을 때까지 하나씩(레이킹)
help-tabulate-value-method-linear = 선형 보정
help-tabulate-value-method-logit = 로짓 보정, --bounds 안에서
help-tabulate-value-method-poststratify = 하나의 합계에 정확히(사후층화)
help-tabulate-arg-bounds = 기본 가중치에 대한 최종 가중치의 범위, 예: 0.5,3
help-tabulate-arg-trim = 가중치를 이 값까지 자르고 다시 맞춥니다. `madang weigh`와 같습니다
help-tabulate-arg-variance = 모집단 합계를 분산에 반영하는 방법
help-tabulate-value-variance-calibrated = 합계에 대한 회귀의 잔차, R의 calibrate와 같습니다
help-tabulate-value-variance-r-rake = 가중하지 않은 평균을 열 번 빼기, R의 rake와 같습니다
help-tabulate-arg-estimate = 추정할 것: mean:V, share:V, total:V, ratio:A/B, quantile:V:P, difference:V:G. 여러 번 줄 수 있습니다
help-tabulate-arg-test = 두 열이 서로 관련이 있는지: Rao와 Scott의 검정과 Wald 검정. 여러 번 줄 수 있습니다
help-tabulate-arg-by = 집단 열. 조합마다 따로 추정합니다
help-tabulate-arg-interval = 비율의 구간(없으면 korn-graubard): korn-graubard, wilson, logit, arcsine, likelihood, mean. 분위수에서는 그 아래 비율의 구간
help-tabulate-arg-quantile-rule = 두 값 사이의 분위수를 정하는 방법: smallest, middle, 또는 hf4, hf6, hf7(Hyndman과 Fan의 4, 6, 7형)
help-tabulate-arg-confidence = 구간이 참값을 포함할 표본의 비율
help-tabulate-arg-jackknife = 표준오차마다 잭나이프 표준오차도 냅니다. 단위를 하나씩 빼고 가중치를 다시 맞춥니다. --json과 함께 씁니다
help-tabulate-arg-json = 결과를 JSON으로 출력합니다

help-response-rates =
    모든 사례의 응답률, 협조율, 거절률, 접촉률을 계산합니다(AAPOR 표준 정의)

      madang response-rates cases.csv
      madang response-rates cases.csv --disposition code --json

    사례는 한 줄입니다: 처리 코드(1.1, 2.11, 3.90, 4.80 …)와, 있으면 기본 가중치와 층. 적격 여부를 모르는 사례는 나머지에서 적격인 비율 e만큼 세고 그 e를 보여 줍니다. rates_e1은 모두 셉니다.
help-response-rates-arg-cases = 사례, 머리글이 있는 CSV
help-response-rates-arg-disposition = 처리 코드 열
help-response-rates-arg-weight = 기본 가중치 열(있으면 `weight`)
help-response-rates-arg-strata = 층 열(있으면 `stratum`)
help-response-rates-arg-json = 수와 비율을 JSON으로 출력합니다

help-questionnaire = 설문지를 점검하고 다른 형식으로 씁니다
help-questionnaire-check =
    XLSForm을 점검합니다: 이름, 돌고 도는 조건, 아무도 닿지 못하는 문항, 문구에 넣은 답, 번역

      madang questionnaire check form.xlsx
      madang questionnaire check form.xlsx --json

    쪽마다 차례로 묻는 설문이 될 수 없는 것은 거부합니다(종료 상태 1): 없거나 겹친 이름, 돌고 돌거나 나중 문항에 달린 조건, 반복, 미디어, 매크로. 어떤 응답으로도 나오지 않는 문항과 번역이 없는 문구는 경고합니다.
help-questionnaire-check-arg-form = 설문지: 엑셀 통합 문서 또는 JSON
help-questionnaire-check-arg-json = 결과와 찾은 것을 모두 JSON으로 출력합니다

help-questionnaire-convert =
    설문지를 XLSForm(.xlsx), JSON(.json), DDI Codebook 2.5(.xml), 자료의 부호책(.csv)으로 씁니다

      madang questionnaire convert form.xlsx form.json
      madang questionnaire convert form.json form.xlsx
      madang questionnaire convert form.xlsx codebook.xml

    `madang questionnaire check`가 거부하는 것은 여기서도 거부하고 아무것도 쓰지 않습니다. 쓴 XLSForm이나 JSON을 다시 읽으면 같은 설문지입니다. 읽지 않고 남기지도 않는 열은 이름을 알립니다.
help-questionnaire-convert-arg-form = 설문지: 엑셀 통합 문서 또는 JSON
help-questionnaire-convert-arg-out = 쓸 곳. 파일 이름의 끝이 형식을 정합니다
help-questionnaire-convert-arg-to = OUT과 같습니다
help-questionnaire-convert-arg-json = 결과와 찾은 것을 모두 JSON으로 출력합니다

help-suppress =
    표의 작은 칸을 가리고, 합계에서 알아낼 수 없도록 필요한 만큼만 다른 칸도 가립니다

      madang suppress table.json > published.json

    표는 JSON입니다: 칸마다 key와 n, 기준값 threshold, 그리고 합계와 부분의 자리를 적은 relations. relations가 없으면 key의 *가 그 차원의 합계입니다. 0보다 크고 기준값보다 작은 수를 가립니다. n이 null인 칸은 0인지도 기준값인지도 알 수 없습니다. 칸만 공개하십시오:
    나머지에는 어느 칸이 작았는지 드러납니다.
help-suppress-arg-table = 표, JSON

help-risk =
    키가 같은 레코드가 몇 개인지, 얼마나 적은 키로 혼자가 되는지 셉니다

      madang risk answers.csv --keys region,sex,age_band
      madang risk answers.csv --keys region,sex,age_band --json

    답이 없다는 코드도 값으로 봅니다. 레코드의 점수는 SUDA의 점수입니다: 키 A개 가운데 k개만으로 혼자가 되는 가장 작은 조합마다 (A − k)!의 합.
help-risk-arg-data = 레코드, 머리글이 있는 CSV
help-risk-arg-keys = 누군가 어떤 사람에 대해 알 수 있는 열, 열 개까지
help-risk-arg-sensitive = 드러나면 안 되는 것의 열: 그 값이 하나뿐인 집단의 수를 셉니다
help-risk-arg-json = 모든 레코드의 수와 점수를 JSON으로 출력합니다
