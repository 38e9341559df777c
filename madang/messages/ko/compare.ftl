# `madang compare`이 하는 말. 여기 있는 메시지는 en/compare.ftl에도 같은 자리표시자로 있습니다.

compare-step = --step 0으로는 몫이 오르지 않습니다. 0보다 큰 금액을 주십시오
compare-compared = 비교한 규칙
compare-rule = 규칙
compare-selected = 선정
compare-cost = 비용
compare-voters = 투표자%
compare-mean = 평균
compare-prices = 가격
compare-yes = 예
compare-no = 아니오
compare-common = 함께 선정한 제안 수(행과 열: 위의 규칙 번호)
compare-always = 모든 규칙에서 선정: { $projects }
compare-contested = 일부 규칙에서 선정(규칙 수): { $projects }
