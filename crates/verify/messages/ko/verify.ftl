# 검증기가 하는 말.

verify-quoted = { $text }

## 줄머리 낱말, 다섯 글자까지

verify-word-holds = 맞음
verify-word-failed = 틀림
verify-word-sealed = 봉인
verify-word-unchecked = 못봄
verify-word-look-up = 찾아볼것
verify-word-cost = 알아둘것
verify-word-note = 참고
verify-word-receipt = 접수증
verify-word-old = 예전상태

## 보고의 틀

verify-print-record = 기록 { $origin }, 항목 { $size }개
verify-print-place-entry = 항목 { $entry }, { $place }
verify-print-all = 모든 항목
verify-print-from = { $first }번부터 모든 항목
verify-print-entry = 항목 { $entry }
verify-print-entries = 항목 { $entries }
verify-print-more = 그 밖에 { $count }건
verify-print-key-came-along = 키가 기록과 함께 왔습니다. 누구의 기록인지 확실히 하려면 다른 곳에서 얻은 키를 --key로 주십시오
verify-print-operator = 운영 기관: { $name } (항목 { $entry }에서 스스로 밝힌 이름)
verify-print-operator-again = 운영 기관: { $name } (항목 { $entry }에서 스스로 밝힌 이름, 그 전에 밝힌 { $before }건도 기록에 남아 있음)
verify-print-stated = 기록에 서명한 쪽의 말에 기대는 것: 누가 어떤 가명으로 했는지, 그리고 항목 { $count }개에 적힌 것(종류는 아래). 공개된 뒤 바뀌지 않았다는 것은 접수증과 예전 체크포인트와 증인이 보여 주고, 사실이었는지는 직접 찾아보아야 압니다

## 끝맺음

verify-verified = 검증됨
verify-verified-except = 검증됨. 다만 기록 밖에서 찾아볼 것이 { $count }건 있습니다
verify-failed = 틀린 곳이 있음
verify-failed-nor-receipt = 틀린 곳이 있음. 가져온 접수증도 이 기록과 맞지 않습니다
verify-incomplete = 다 보지 못함: 틀린 곳은 없었지만 확인하지 못한 것이 있습니다
verify-incomplete-except = 다 보지 못함: 틀린 곳은 없었지만 확인하지 못한 것이 있습니다. 기록 밖에서 찾아볼 것도 { $count }건 있습니다
verify-unread = 읽지 못함: 기록을 읽을 수 없어 아무것도 확인하지 못했습니다
verify-unread-brought = 읽지 못함: 기록과 맞추어 볼 것을 읽을 수 없어 기록은 살펴보지 않았습니다
verify-receipt-refused = 접수증이 맞지 않음: 접수증이 이 기록과 맞지 않습니다. 접수증을 빼고 기록만 확인한 결과: { $record }
verify-old-refused = 체크포인트가 맞지 않음: 예전 체크포인트가 이 기록과 맞지 않습니다. 그것을 빼고 기록만 확인한 결과: { $record }

## 맞는 것

verify-holds-root = 항목 { $size }개의 해시가 서명된 체크포인트의 루트 해시와 같습니다
verify-holds-key = 체크포인트는 지금 쓰는 키로 서명되었습니다: { $key }
verify-holds-policy = 체크포인트가 정책을 채웁니다. 함께 서명한 증인: { $witnesses }
verify-holds-policy-alone = 체크포인트가 정책을 채웁니다. 정책은 증인을 요구하지 않고 증인도 없습니다
verify-holds-seen = 증인 { $witness }: { $at }에 처음 { $size }개 항목을 보았습니다. 그보다 늦은 항목은 없습니다
verify-holds-rules = 모든 항목이 그때의 규칙을 지키고 정해진 꼴로 적혀 있습니다 (항목 { $size }개, { $kinds }종류)
verify-holds-contents = 공개된 내용 { $count }건이 항목의 해시와 맞고 종류마다 정해진 모양입니다
verify-holds-selection = { $subject } (항목 { $entry }): { $selected }건 선정, 집계된 표 { $counted }장으로 다시 계산했습니다
verify-holds-earlier = { $name } (크기 { $size }): 이 기록의 예전 상태와 같습니다
verify-holds-leaf = { $name }: 기록의 항목 { $entry }에 있습니다
verify-promise-old = 예전 체크포인트
verify-promise-receipt = 접수증
verify-promise-receipt-checkpoint = 접수증의 체크포인트

## 파일

verify-source-unread = { $path } 파일을 읽을 수 없습니다: { $reason }
verify-no-record = 그곳에 있는 것은 마당의 기록이 아닙니다. checkpoint와 log.vkey 둘 다 이름에 맞는 파일이 아닙니다. 주소가 맞는지 확인하십시오
verify-source-waited = { $reason }. 모두 { $most }초까지만 기다립니다. 기록을 내려받아 확인하거나 나중에 다시 하십시오
verify-source-tried = { $reason }({ $tried }번 시도)
verify-source-untried = 시도하지 않았습니다
verify-source-answered = 서버가 { $status }번으로 답했습니다
verify-source-slow = { $seconds }초 동안 { $come }바이트만 왔습니다
verify-source-timeout = 시간이 지나도 답이 없습니다(`{ $which }`)
verify-source-no-host = 그런 호스트가 없습니다
verify-source-no-connection = 연결하지 못했습니다
verify-source-address = 주소가 아닙니다: `{ $uri }`
verify-file-not-utf8 = UTF-8 파일이 아닙니다
verify-file-missing = 파일이 없습니다. 공개된 기록이 아니거나 일부가 빠졌습니다
verify-bundle-missing = 항목 묶음이 없습니다
verify-tile-missing = 타일이 없습니다
verify-tile-length = 타일이 { $bytes }바이트입니다. 해시 { $hashes }개는 { $must }바이트입니다
verify-leaf-differs = 공개된 잎 해시가 공개된 항목의 해시와 다릅니다. 둘 가운데 하나가 바뀌었습니다
verify-tile-differs = { $number }번 해시가 공개된 항목 { $first }–{ $last }의 해시와 다릅니다. 항목이나 타일이 바뀌었습니다
verify-line-of-another-bundle = { $line }째 줄은 항목 { $entry }의 것입니다
verify-line-out-of-order = { $line }째 줄이 뒤 항목의 줄보다 뒤에 있습니다
verify-line-repeated = { $line }째 줄은 이미 나온 내용입니다
verify-line-cut = { $line }째 줄이 끝나지 않습니다. 파일이 잘렸습니다
verify-line-malformed = { $line }째 줄: { $reason }
verify-line-beyond = { $line }째 줄은 항목 { $entry }의 것인데, 서명된 체크포인트는 { $end } 앞까지만 다룹니다
verify-lines-grown = 체크포인트보다 새로운 항목의 내용입니다. 읽는 사이에 기록이 늘었습니다
verify-too-many-things = { $most }백만 바이트에 담을 수 있는 것보다 많은 것을 이름 짓고 있어 그 뒤는 확인하지 못했습니다(verify --patient는 모두 담고, 그만큼 메모리를 씁니다)
verify-work-rule = 이 투표들의 규칙을 후보에 적용할 수 있는지 시험하지 않았습니다. 선정들과 합하면 기록 하나에 하는 계산보다 많습니다 (verify --patient는 모두 계산합니다)
verify-work-selection = { $subject }: 다시 계산하지 않았습니다. 앞의 선정들과 합하면 기록 하나에 하는 계산보다 많습니다 (verify --patient는 모두 계산합니다). 그 자체가 말하는 것만 확인했습니다
verify-work-stopped = 너무 많은 제안에 너무 많은 투표가 열려, 따라가려면 기록 하나에 하는 계산보다 많은 계산이 듭니다 (verify --patient는 모두 계산합니다). 그 뒤는 확인하지 못했습니다
verify-too-many-sheets = 투표의 평가표가 메모리에 둘 수 있는 양을 넘었습니다. 이것은 가려진 것으로 보았습니다

## 체크포인트, 키, 예전 상태

verify-key-line = 기록의 키 한 줄이 아닙니다: { $reason }
verify-key-none = 기록에 키가 없습니다. --key로 키를 주십시오
verify-key-named = 지금 쓰는 키가 아닙니다: { $key }
verify-key-not-in-force = 지금 쓰는 키로 서명되지 않았습니다: { $key }
verify-key-of-another-log = 주신 키는 이 기록에서 쓴 적이 없습니다. 다른 기록입니다
verify-origin = 이름이 { $is }인데, 기록은 { $must }에서 시작했습니다
verify-root = 항목의 해시는 { $is }, 서명된 체크포인트는 { $must }: 항목이 바뀌거나 빠지거나 옮겨지거나 더해졌습니다
verify-empty = 항목이 없습니다. 기록은 키를 밝히는 항목으로 시작합니다
verify-older-than-first-key = 기록의 첫 키보다 오래되었습니다
verify-old-unreadable = 주어진 예전 체크포인트를 읽을 수 없습니다 ({ $reason }). 서명된 파일을 그대로 주십시오. 기록은 살펴보지 않았습니다
verify-receipt-unreadable = 주어진 접수증을 읽을 수 없습니다 ({ $reason }). 받은 파일을 그대로 주십시오. 기록은 살펴보지 않았습니다
verify-rewritten = 항목 { $size }개의 루트 해시가 { $is }인데 이 기록은 { $must }입니다. 기록이 다시 쓰였습니다
verify-newer = { PARTICLE($name, "은/는") } 항목 { $needs }개까지인데 이 사본에는 { $size }개뿐이라, 그 뒤의 것은 볼 수 없습니다. 새 사본을 받아 다시 확인하십시오. 기록을 내는 곳에서도 더 주지 않으면 기록이 잘린 것입니다
verify-old-altered = 예전 체크포인트가 이 기록과 맞지 않습니다. 서명된 그대로가 아닙니다 ({ $reason }). 서명된 파일을 고치지 말고 그대로 주십시오. 이것으로 기록이 틀렸다고 할 수는 없습니다
verify-old-of-another = 예전 체크포인트가 이 기록과 맞지 않습니다. 이 기록의 키로 서명되지 않았습니다 (체크포인트의 기록 이름: { $origin }, 그때 이 기록의 키: { $key }). 다른 기록의 체크포인트이거나 꾸며낸 것이거나, 아니면 이 기록이 그 체크포인트의 기록이 아닙니다. 다른 곳에 공개된 키와 견주고 --key로 그 키를 주십시오
verify-receipt-of-another = 기록의 항목 { $entry }번은 접수증의 항목과 다릅니다
verify-receipt-altered = 접수증이 이 기록과 맞지 않습니다. 기록이 내준 그대로가 아닙니다 ({ $reason }). 받은 파일을 고치지 말고 그대로 주십시오. 이것으로 기록이 틀렸다고 할 수는 없습니다
verify-receipt-other-key = 접수증이 이 기록과 맞지 않습니다. 이 기록의 키로 서명되지 않았습니다 (접수증의 기록 이름: { $origin }, 그때 이 기록의 키: { $key }). 다른 기록의 접수증이거나 꾸며낸 것이거나, 아니면 이 기록이 접수증을 내준 그 기록이 아닙니다. 다른 곳에 공개된 키와 견주고 --key로 그 키를 주십시오
verify-key-not-in-force-then = 이 기록의 키로 서명되었지만 항목 { $size }개일 때 쓰이던 키가 아닙니다 (그때의 키: { $key }). 키 교체가 그 앞에 끼워졌거나 옮겨졌거나, 이미 교체된 키로 서명했습니다
verify-receipt-checkpoint-whole = 접수증의 항목은 바뀌어서 ({ $reason }) 아무것도 보여 주지 않습니다. 하지만 접수증의 체크포인트는 온전하고 이 기록의 키로 서명되었으며, 기록은 이 체크포인트와 맞지 않습니다

## 시각과 식별자

verify-seen-by-clock = 이 컴퓨터의 시계
verify-seen-by-witness = 증인 { $witness }의 서명 시각 { $at }
verify-cosigned-in-the-future = 증인 { $witness }의 서명 시각이 아직 오지 않은 때입니다
verify-time-too-late = 항목의 시각 { $at }: 기준보다 늦습니다 ({ $seen })
verify-time-too-early = 항목의 시각 { $at }: { $earliest } 앞에는 이런 기록이 없었습니다
verify-time-dated-back = 항목의 시각 { $at }: 이 항목 없이 { $size }개 항목만 있던 때보다 이릅니다 ({ $seen }). 날짜를 앞당겼습니다
verify-id-time = 식별자 { $id }에 든 시각이 항목의 시각 { PARTICLE($at, "과/와") } 다릅니다
verify-id-twice = 식별자가 항목 { $first }의 것과 같습니다

## 사실과 내용

verify-facts-spelling = 항목이 정해진 꼴로 적혀 있지 않습니다. 같은 말은 한 가지로만 적습니다
verify-content-spelling = 내용이 정해진 꼴로 적혀 있지 않습니다. 같은 말은 한 가지로만 적습니다
verify-content-hash = 내용 “{ $name }”: 항목의 해시와 다릅니다. 내용이나 솔트(무작위 값)가 바뀌었습니다
verify-content-missing = 내용 “{ $name }”: 공개 내용인데 없고, 삭제나 제한을 알리는 항목도 없습니다
verify-content-shown = 내용 “{ $name }”: { $why }, 그런데도 공개되어 있습니다
verify-content-uncommitted = 항목이 약속하지 않은 내용이 공개되어 있습니다
verify-content-unknown = 항목 { $entry }에는 내용 “{ $name }”: 가리거나 보이거나 지울 것이 없습니다
verify-content-role = “{ $role }”: 내용을 볼 수 있는 역할로 적혔지만 그런 역할은 없습니다
verify-content-long = 서버가 받는 어떤 내용보다도 길어 들여다보지 않았습니다
verify-why-erased = 삭제되었습니다
verify-why-restricted = 열람이 제한되었습니다
verify-why-sealed = 봉인되어 있습니다
verify-hidden-erased = 기록에 적힌 근거로 삭제되었습니다. 항목의 해시는 그대로입니다
verify-hidden-restricted = 기록에 적힌 역할만 볼 수 있습니다. 항목의 해시는 그대로입니다
verify-hidden-sealed = 항목에 적힌 일이 있을 때까지 봉인됩니다. 항목의 해시는 그대로입니다
verify-hidden-sealed-for-good = 열게 할 일이 취소되어 끝까지 열리지 않습니다
verify-hidden-seals-kept = 한 투표자의 여러 표 가운데 집계되는 표만 열리고, 모두 집계하지 않는 투표에서는 하나도 열리지 않습니다
verify-ballot-opened-in-vain = 항목 { $ballot }의 표는 같은 투표자의 다른 표가 집계되므로 봉인이 남아 있어야 하는데 열려 있습니다
verify-what-erased = 삭제된 내용
verify-what-restricted = 제한된 내용
verify-what-sealed = 봉인된 내용
verify-what-selection = 선정
verify-what-rule = 적용해 보지 않은 규칙
verify-what-explanation = 설명
verify-what-long = 긴 내용
verify-what-source = 파일
verify-what-line = 새 내용
verify-what-receipt = 접수증
verify-what-old = 예전 체크포인트

## 선정

verify-selection-differs = 표로 다시 계산하면 다릅니다: { $what }
verify-differs = { $field }: 적힌 값 { $is }, 계산한 값 { $must }
verify-differs-elsewhere = 프로그램, 투표, 규칙 가운데 하나가 다릅니다
verify-selection-explanation = 공개된 { $name }: 표로 계산한 것과 다릅니다
verify-selection-without = { $name }: 없습니다
verify-selection-passed-over = { $subject }: 집계할 때 가려져 있었고 지금은 공개된 투표지 { $count }장이 집계에서 빠졌습니다 (항목 { $entries }). 무엇을 셀지를 가린 쪽이 정한 셈입니다.
verify-selection-partial = { $subject }: 가려진 표나 평가표 { $missing }건에 기댑니다 (항목 { $entries }). 남은 것으로 맞추어 보았습니다. { $held }
verify-held-wholly = 어느 사업이 선정되는지는 그것에 달려 있지 않으며, 다시 계산했습니다
verify-held-within = 어느 사업이 선정되는지는 빠진 것이 바꿀 수 있는 범위 안에서만 사업별로 확인했습니다
verify-held-filled = 어느 사업이 선정되는지는 확인하지 못했고, 더 들어갈 사업이 없다는 것만 확인했습니다
verify-held-not = 어느 사업이 선정되는지는 확인하지 못했습니다. 예산과 건수와 서비스군을 지키는 어떤 조합이든 사실과 설명만 맞추면 지나갑니다
verify-set-differs = 선정된 사업이 표로 선정되는 사업과 다르며, 가려진 평가표는 여기에 아무것도 바꾸지 않습니다
verify-set-impossible = “{ $id }”: 없는 표와 평가표가 무엇이든 남은 표로는 나올 수 없는 자리입니다
verify-explanation-newer = { $subject }: { $name }의 형식 { $format }: 더 새로운 madang만 압니다. 이 프로그램의 형식은 { $own }이어서 선정 결과 말고 설명까지는 확인하지 못했습니다
verify-explanation-older = { $subject }: { $name }의 형식 { $format }: 이 madang은 더는 계산하지 않습니다 (지금 형식 { $own }). 선정 결과 말고 설명까지는 확인하지 못했습니다
verify-explanation-long = { $subject }: { $name }: { $bytes }바이트. 표에서 나올 길이보다 훨씬 길어 들여다보지 않았습니다
verify-explanation-differs = 공개된 { $name }: { $field }: 선정과 다릅니다
verify-tally-cast = 집계에는 표가 { $is }장인데, 접수되어 집계 전에 가려지지 않은 표는 { $must }장입니다
verify-tally-sum = 집계의 합이 { $sum }입니다. 집계가 말하는 { $cast }장과 다릅니다
verify-tally-excluded = 집계에는 빼낸 표가 { $is }장인데, 항목으로 빼낸 표는 { $must }장입니다
verify-tally-excluded-sheets = 집계에는 빼낸 평가표가 { $is }장인데, 항목으로 빼낸 평가표는 { $must }장입니다
verify-tally-bound = 집계의 { $field }: { $is }. 남은 표로는 { $seen }이고, 없는 { $missing }장으로는 그 차이가 날 수 없습니다
verify-tally-dropped = 집계에는 뺀 선택이 { $is }개라고 되어 있습니다. 남은 표로는 { $seen }개이고, 없는 { $missing }장으로는 그 차이가 날 수 없습니다
verify-selected-twice = 같은 사업이 두 번 선정되었습니다
verify-selected-limits = 선정된 사업이 예산이나 정해진 수를 넘습니다
verify-total-cost = 합계 비용이 { $is }인데, 선정된 사업의 비용은 { $must }입니다
verify-quota = 서비스군 “{ $group }”: { $number }건, 비용 { $money }. 규칙이 허용하지 않습니다

## 찾아볼 것

verify-lot-form = 약속한 꼴({ $least }부터 { $most }까지 수 { $numbers }개)을 지킵니다
verify-lot-no-form = 값의 꼴을 약속하지 않아 어떤 글이라도 받아들여졌을 것입니다
verify-look-up-lot = 투표 “{ $vote }”의 추첨: 항목 { $pledged }에서 투표 전에 약속한 값 “{ $pledge }”. 기록에 적힌 값 “{ $value }”, 비밀 값 { $seed } (약속한 해시 { $seed_hash }). { $form }. 실제로 그 값이 나왔는지, 투표가 끝난 뒤에 나왔는지 찾아보십시오
verify-look-up-voters = 투표 “{ $vote }”의 투표자: 표가 집계된 가명 { $voters }개. 그 수만큼의 사람이 실제로 있고 모두 투표할 자격이 있는지는 기록 밖의 투표자 명부에 달려 있습니다. 명부를 가진 곳에 몇 명이 표를 냈고 이들이 맞는지 물어보십시오
verify-look-up-voters-and-members = 투표 “{ $vote }”의 투표자: 표가 집계된 가명 { $voters }개, 평가표를 낸 위원 { $members }명. 그 수만큼의 사람이 실제로 있고 모두 자격이 있는지는 기록 밖의 투표자 명부와 위촉 문서에 달려 있습니다. 그것을 가진 곳에 몇 명이 참여했고 이들이 맞는지 물어보십시오
verify-look-up-kept = { $said }. 그 밖에 같은 투표자의 다른 표로 바뀐 { $kept }장은 끝까지 봉인되어 누구도 열어 볼 수 없으므로, 기록에 서명하는 쪽이 투표자의 이름으로 지어냈을 수도 있습니다. 자기 가명으로 기록된 표의 수가 실제로 낸 수와 같은지 투표자에게 물어보십시오

## 알아둘 것

verify-cost-rescheduled = 투표 “{ $vote }”: 항목 { $before }에서 예고한 기간({ $opened } – { $closed })을 투표를 열기 전에 { $opens } – { PARTICLE($closes, "으로/로") } 바꾸었습니다. { $became }. 적힌 이유: { $reason }
verify-cost-announced-again = 투표 “{ $vote }”: 항목 { $before }에서 예고한 기간({ $opened } – { $closed })을 투표를 열기 전에 이유를 적지 않고 { $opens } – { PARTICLE($closes, "으로/로") } 바꾸었습니다. { $became }
verify-cost-unscheduled = 투표 “{ $vote }”: 항목 { $before }에서 예고한 기간({ $opened } – { $closed })을 투표를 열기 전에 철회했습니다. 적힌 이유: { $reason }
verify-announced-shorter = 투표할 수 있는 시간이 짧아졌습니다
verify-announced-longer = 투표할 수 있는 시간이 길어졌습니다
verify-announced-moved = 투표할 수 있는 시간의 길이는 그대로입니다
verify-announced-title = 기간은 그대로이고 제목이 바뀌었습니다
verify-cost-opened-late = 투표 “{ $vote }”: 항목 { $before }에서 예고한 때({ $opens } – { $closes })보다 { $late } 늦게 열렸습니다. 투표할 수 있는 시간이 그만큼 줄었습니다
verify-span-minutes = { $number }분
verify-span-hours = { $number }시간
verify-span-days = { $number }일
verify-cost-never-announced = 투표 “{ $vote }”: 같은 사업의 다른 투표는 예고되었는데 이 투표는 예고 없이 열렸습니다
verify-cost-never-opened = 투표 “{ $vote }”: { $opens } – { $closes }에 한다고 예고했고 그 기간이 지났지만 열리지 않았습니다. 까닭을 적은 항목이 없습니다
verify-cost-more-databases = 그 밖에 서명한 것보다 뒤처진 데이터베이스를 { $count }번 더 받아들였습니다. 그만큼 접수증이 맞지 않게 됩니다
verify-cost-more-announcements = 그 밖에 투표 예고를 { $count }번 더 바꾸거나 철회했습니다
verify-cost-more-openings = 그 밖에 투표 { $count }건이 늦게 열렸거나, 예고 없이 열렸거나, 예고만 되고 열리지 않았습니다
verify-cost-more-cancelled = 그 밖에 투표 { $count }건이 취소되었습니다
verify-cost-beyond = 체크포인트가 다루는 항목 { $size }개보다 뒤의 것인 파일이 { $files }개 있습니다(예: { $path }). 서명되지 않은 내용이어서 확인하지 않았습니다
verify-cost-cancelled = 투표 “{ $vote }”: 봉인된 표 { $cast }장을 둔 채 취소되었습니다
verify-cost-cancelled-opened = 투표 “{ $vote }”: 표 { $cast }장을 연 뒤에 취소되었습니다
verify-cost-database = 항목 { $signed }개까지(루트 해시 { $root }) 서명했는데 { $database }개짜리 데이터베이스를 받아들였습니다. 항목 { $lost }개의 접수증이 맞지 않게 됩니다. 적힌 이유: { $reason }
verify-cost-older-rules = 항목 { $count }개는 이 버전의 규칙({ $rules })보다 느슨한 예전 규칙({ $held })에 따라 확인했습니다. 어느 규칙을 따를지는 기록의 첫머리에 적히며, 기록에 서명하는 쪽이 고릅니다
verify-cost-vote-older-rules = 투표 “{ $vote }”: 기록이 새 규칙을 받아들였을 때(항목 { $adopted }) 이미 진행 중이어서, 열릴 때의 규칙을 그대로 따릅니다. 규칙 4보다 앞선 규칙이어서 표마다 접수 시각이 천분의 일 초까지 남고, 다른 표로 바뀐 표까지 모두 개봉합니다
verify-cost-rotated = 서명 키가 { $count }번 바뀌었습니다
verify-cost-personal = 항목 { $count }개의 식별자, 주소나 가명에 메일 주소, 전화번호, 주민등록번호로 보이는 것이 있고, 이것은 지울 수 없습니다
verify-cost-taken-back = 공무원이 제안 { $count }건을 사유를 적고 철회했습니다
verify-cost-withdrawn = 공무원이 제안 { $count }건을 사유 없이 철회했습니다
verify-cost-left-others = 다른 것이 합쳐진 제안 { $count }건이 철회되었습니다. 합쳐진 것들에 답변할 의무가 함께 사라졌습니다
verify-cost-amended = 참여자가 낸 제안을 공무원이 고친 것이 { $count }건 있습니다. 참여자의 것으로 읽히는 글과 값의 출처는 공무원입니다
verify-cost-voices-withdrawn = 의견 { $count }건을 말한 사람이 아닌 사람이 철회했습니다. 답변할 의무가 함께 사라졌습니다
verify-cost-spoken-for = 의견을 말한 사람 대신 다른 사람이 보완하거나 재심사를 요청한 것이 { $count }건 있습니다. 그 글의 출처는 적은 사람입니다
verify-cost-codes-renewed = 접수증을 잃어버렸다고 하여 의견 { $count }건에 새 코드를 주었습니다. 본인인지는 내준 사람만 확인했습니다
verify-cost-longer = 기한을 늘린 항목이 { $count }개 있습니다. 그 기한이 적용되는 동안 시작된 일은 더 오래 기다릴 수 있었습니다
verify-cost-joined = 참여자가 낸 제안을 다른 사람이 합치거나 나눈 것이 { $count }건 있습니다. 그 제안은 더는 제 이름으로 남지 않고, 동의한 사람들이 읽은 글도 이어지지 않습니다
verify-cost-slips-withdrawn = 접수증을 받은 의견 { $count }건이, 기록에 적혀 누구나 볼 수 있는 값(접수증 코드에서 계산한 값)을 이름으로 하여 철회되었습니다. 접수증을 가진 사람이 했는지 기관이 했는지 아무도 알 수 없습니다
verify-cost-rests = 한 주에 쉬는 날이 이틀보다 많은 달력이 { $count }개 있습니다. 쉬는 날에 끝나는 기한은 그만큼 늦어집니다
verify-cost-days-off = 쉬는 날을 달력에 더한 항목이 { $count }개 있습니다. 그날 끝나는 기한은 그만큼 늦어집니다
verify-cost-renamed = 기관의 이름이 { $count }번 바뀌었습니다. 그 기관이 답변해야 하거나 기한을 넘긴 것이 새 이름으로 보입니다
verify-cost-scored-late = 투표가 열린 뒤에 위촉된 위원의 평가표가 { $count }장 있습니다. 위촉한 사람은 무엇에 대한 투표인지 알고 있었습니다
verify-cost-dropped = 채택한 것을 결국 하지 않겠다고 알린 것이 { $count }건 있습니다
verify-cost-delayed = 채택한 것을 처음 계획한 날보다 뒤로 미룬 것이 { $count }번 있습니다
verify-cost-duties-waived = 협의에서 내야 할 것을 { $count }번 면제했습니다
verify-cost-minutes-corrected = 확정된 회의록을 { $count }번 고쳤습니다
verify-cost-milestones-later = 서비스의 이행 과제 기한을 { $count }번 뒤로 미루었습니다
verify-cost-never-ran = 버전을 한 번도 내놓지 않고 끝난 서비스가 { $count }건 있습니다
verify-cost-hidden-candidates = 투표 “{ $vote }”: 개표하기 전에 투표 대상의 글이 { $count }번 가려졌습니다. 그때 투표한 사람은 그 글을 읽을 수 없었습니다
verify-cost-promises = 채택한다고 답변한 { $count }건을 뒤의 답변에서 철회했습니다
verify-cost-granted = 역할 { $count }건은 기록에서 관리자로 정한 적이 없는 이름으로 부여되었습니다
verify-cost-erased = 내용 { $count }건이 삭제되었습니다: { $ground }
verify-cost-excluded-ballots = 투표 “{ $vote }”: 집계 전에 빼낸 표 { $count }장. 근거: { $ground }
verify-cost-excluded-open = { $said }. 개표한 뒤의 일입니다
verify-cost-excluded-sheets = 투표 “{ $vote }”: 집계 전에 빼낸 평가표 { $count }장. 근거: { $ground }
verify-cost-restricted = 내용 { $count }건의 열람이 제한되었습니다: { $ground }
verify-cost-restricted-from-birth = 내용 { $count }건이 처음부터 제한되었고, 근거를 적은 항목이 없습니다
verify-cost-overdue = 제한 { $count }건이 다시 살펴야 할 날을 넘겼습니다
verify-cost-replaced = { $subject }: 표 { $cast }장 가운데 { $count }장은 같은 투표자가 다른 표를 내어 집계되지 않았습니다
verify-ground-personal-data = 개인정보
verify-ground-erasure-request = 삭제 요청
verify-ground-unlawful = 법에 어긋남
verify-ground-order = 법원이나 기관의 명령
verify-ground-deliberation = 심의 중
verify-ground-house-rules = 운영 규칙에 어긋남
verify-ground-proposer-request = 제안자의 요청

## 표가 어떻게 되었나

verify-receipt-stands = 항목 { $entry } ({ $kind }): 기록에 있습니다. 집계되는 항목은 아닙니다
verify-became-recorded = 항목 { $entry } ({ $kind }): 기록에 있습니다
verify-became-sheet-counted = 항목 { $entry }의 평가표: 집계되었습니다. 항목 { $by }의 선정에 반영되었습니다
verify-became-sheet-not-yet = 항목 { $entry }의 평가표: 접수되었습니다. 그 투표는 아직 선정되지 않았습니다
verify-became-sheet-replaced = 항목 { $entry }의 평가표: 빠졌습니다. 같은 위원의 항목 { $by }이 대신합니다
verify-became-sheet-taken-out = 항목 { $entry }의 평가표: 집계되지 않았습니다. 항목 { $by }에서 집계 전에 빼냈습니다
verify-became-sheet-gone = 항목 { $entry }의 평가표: 집계되지 않았습니다
verify-became-sheet-cancelled = 항목 { $entry }의 평가표: 집계되지 않았습니다. 항목 { $by }에서 투표가 취소되었습니다
verify-became-proposal-stands = 항목 { $entry }의 제안: 그대로 있으며 아직 어느 투표의 후보도 아닙니다
verify-became-proposal-in-vote = 항목 { $entry }의 제안: 아직 선정이 공개되지 않은 투표의 후보입니다
verify-became-proposal-withdrawn = 항목 { $entry }의 제안: 철회되었습니다
verify-became-proposal-goes-on = 항목 { $entry }의 제안: 항목 { $by }에서 다른 제안에 합쳐졌거나 나뉘었습니다
verify-became-proposal-selected = 항목 { $entry }의 제안: 항목 { $by }에서 선정되었습니다
verify-became-proposal-not-selected = 항목 { $entry }의 제안: 항목 { $by }에서 선정되지 않았습니다
verify-became-proposal-answered = 항목 { $entry }의 제안은 아직 투표의 후보가 아니며, 항목 { $by }에서 답변했습니다
verify-became-voice-waits = 항목 { $entry }의 의견은 접수되어 답변을 기다리고 있습니다
verify-became-voice-answered = 항목 { $entry }의 의견은 항목 { $by }에서 답변했습니다
verify-became-voice-withdrawn = 항목 { $entry }의 의견은 항목 { $by }에서 철회되었습니다
verify-became-answer-stands = 항목 { $entry }의 답변은 지금 유효합니다
verify-became-answer-replaced = 항목 { $entry }의 답변은 지금 유효하지 않습니다. 항목 { $by }의 답변이 대신합니다
verify-became-amended = 항목 { $entry }의 제안 내용: 고쳐졌습니다. 지금 내용은 항목 { $by }에 있습니다
verify-became-endorsement-counts = 항목 { $entry }의 동의: 세어집니다. 제안은 그때 읽은 그대로입니다
verify-became-endorsement-of-before = 항목 { $entry }의 동의: 그때 읽은 판에 대한 것으로 세어집니다. 제안은 항목 { $by }에서 바뀌었습니다
verify-became-endorsement-withdrawn = 항목 { $entry }의 동의: 더는 세어지지 않습니다. 항목 { $by }에서 철회되었습니다
verify-became-comment-stands = 항목 { $entry }의 댓글: 제안과 함께 그대로 있습니다
verify-became-of-withdrawn = 항목 { $entry } ({ $kind }): 여기서 말하는 제안은 항목 { $by }에서 철회되었습니다
verify-became-of-joined = 항목 { $entry } ({ $kind }): 여기서 말하는 제안은 항목 { $by }에서 다른 제안에 합쳐졌거나 나뉘었습니다. 이어지는 제안에는 옮겨지지 않습니다
verify-became-supplement-waits = 항목 { $entry }의 보완: 접수되었고, 그 의견은 답변을 기다리고 있습니다
verify-became-supplement-answered = 항목 { $entry }의 보완: 그 의견은 항목 { $by }에서 답변했습니다
verify-became-supplement-withdrawn = 항목 { $entry }의 보완: 그 의견은 항목 { $by }에서 철회되었습니다
verify-became-look-waits = 항목 { $entry }의 재심사 요청: 아직 답변을 기다리고 있습니다
verify-became-look-taken = 항목 { $entry }의 재심사 요청: 항목 { $by }에서 다시 답변했습니다
verify-became-member-sits = 항목 { $entry }에서 위촉한 위원: 지금도 위원입니다
verify-became-member-left = 항목 { $entry }에서 위촉한 위원: 항목 { $by }에서 위원을 그만두었습니다
verify-became-role-held = 항목 { $entry }의 역할: 지금도 유효합니다
verify-became-role-ended = 항목 { $entry }의 역할: 항목 { $by }에서 끝났습니다
verify-became-announcement-stands = 항목 { $entry }의 투표 예고: 그대로 유효합니다
verify-became-announcement-ended = 항목 { $entry }의 투표 예고: 더는 유효하지 않습니다. 항목 { $by }에서 바뀌었거나 철회되었습니다
verify-became-announcement-opened = 항목 { $entry }의 투표 예고: 그 투표는 항목 { $by }에서 열렸습니다
verify-became-erased = { $said }. 그 내용 “{ $name }”: 없어졌습니다. 항목 { $by }에서 { $actor } 이름으로 삭제했습니다. 근거: { $ground }
verify-became-restricted = { $said }. 그 내용 “{ $name }”: 가려져 있습니다. 항목 { $by }에서 { $actor } 이름으로 열람을 제한했습니다. 근거: { $ground }
verify-fate-counted = 항목 { $entry }의 표: 집계되었습니다
verify-fate-counted-without = 항목 { $entry }의 표: 후보가 아닌 것 { $dropped }개를 빼고 집계되었습니다
verify-fate-replaced = 항목 { $entry }의 표: 집계하지 않습니다. 같은 투표자의 항목 { $by }번 표가 대신합니다
verify-fate-not-counted = 항목 { $entry }의 표: 집계되지 않았습니다. { $because }
verify-fate-will-count = 항목 { $entry }의 표: 개봉되었고 집계 기준에 맞습니다. 아직 집계하지 않았으며 선정 결과도 공개되지 않았습니다
verify-fate-will-count-without = 항목 { $entry }의 표: 개봉되었고 후보가 아닌 것 { $dropped }개를 빼면 집계 기준에 맞습니다. 아직 집계하지 않았으며 선정 결과도 공개되지 않았습니다
verify-fate-will-not-count = 항목 { $entry }의 표: 개봉되었고 집계 기준에 따라 집계되지 않을 표입니다. { $because }. 선정 결과는 아직 공개되지 않았습니다
verify-fate-not-opened = 항목 { $entry }의 표: 기록되어 봉인되어 있습니다. 아직 개표하지 않았습니다
verify-fate-cancelled = 항목 { $entry }의 표: 집계되지 않았습니다. 항목 { $by }에서 투표가 취소되었습니다
verify-fate-hidden = 항목 { $entry }의 표: 집계되지 않았습니다. 집계 전에 항목 { $by }에서 삭제되거나 제한되었습니다
verify-fate-unknown = 항목 { $entry }의 표: 기록만으로는 집계되었는지 알 수 없습니다. 표의 내용이 지금은 가려져 있습니다. 고른 것이 적힌 접수증으로 확인할 수 있습니다
verify-because-several = 투표자가 표를 여러 장 내면 어느 것도 집계하지 않습니다
verify-because-unknown-project = 후보가 아닌 사업이 적혀 있습니다
verify-because-repeated-choice = 같은 사업이 두 번 적혀 있습니다
verify-because-empty = 집계할 것이 적혀 있지 않습니다
verify-because-too-few = 고른 사업이 정해진 수보다 적습니다
verify-because-too-many = 고른 사업이 정해진 수보다 많습니다
verify-because-over-cost = 고른 사업의 비용이 정해진 금액을 넘습니다
verify-because-over-points = 점수가 투표에서 정한 것과 다릅니다
verify-ballot-malformed = 항목 { $entry }의 표: { $reason }

## Checks of openness

verify-word-openness = 공개성
verify-openness-at = { $at }의 공개성 점검. 그때까지의 항목 { $entries }개를 보았습니다
verify-openness-at-in-copy = { $at }의 공개성 점검. 이 사본의 항목 { $entries }개를 보았습니다
verify-openness-day = { $day } 하루가 끝날 때({ $zone }, { $at })
verify-openness-ends = 이 사본은 { $ends }에서 끝납니다. 물은 때보다 앞이어서, 그 뒤에 기록된 것은 답변이라도 여기에 없습니다
verify-openness-no-programme = 그때는 사업이 없어 물을 것이 없었습니다
verify-openness-nothing = { $programme }의 { $check }({ $asks }): 물을 것이 없음
verify-openness-check = { $programme }의 { $check }({ $asks }): 지킴 { $held }, 아직 기한 전 { $open }, 기한 지남 { $overdue }, 어김 { $broken }
verify-openness-check-in-copy = { $programme }의 { $check }({ $asks }): 지킴 { $held }, 아직 기한 전 { $open }, 사본이 끝난 뒤 하지 않았다면 기한 지남 { $overdue }, 어김 { $broken }
verify-openness-overdue-in-copy = { $check }, { $subject }: { $due }까지였고 사본이 끝날 때까지 하지 않았습니다. 그 뒤에도 하지 않았다면 { $late }일 지났습니다(항목 { $entries })
verify-openness-overdue = { $check }, { $subject }: { $due }까지였고 { $late }일 지났습니다(항목 { $entries })
verify-openness-broken = { $check }, { $subject }: { $due }까지였고 { $late }일 늦게 했습니다(항목 { $entries })
verify-openness-whose = { $said }. 맡은 기관: { $institution }
verify-openness-missed = { $check }, { $subject }: 지켜지지 않았고 이제 바로잡을 수 없습니다(항목 { $entries })
verify-openness-mendable = { $check }, { $subject }: 지켜지지 않았지만 아직 공고를 고칠 수 있습니다(항목 { $entries })
verify-openness-reason-gone = { $check }, { $subject }: 답변했지만 이유가 삭제되었습니다(항목 { $entries })
verify-openness-hidden-long = { $check }, { $subject }: 늦어도 { $due }까지 가려 두며, 허용되는 기간보다 깁니다(항목 { $entries })
verify-openness-no-ground = { $check }, { $subject }: { $due }부터 가렸고, 근거와 다시 볼 날을 말하는 항목이 없습니다(항목 { $entries })
verify-openness-dropped = { $check }, { $subject }: 채택하여 { $due }까지 하기로 했다가 하지 않기로 했습니다(항목 { $entries })
verify-openness-more = 그 밖에 { $more }건
verify-openness-unread = 묻지 못했습니다. 위에서 말한 까닭으로 앞의 항목 { $entries }개까지만 규칙대로 읽었습니다
verify-openness-no-time = 묻지 못했습니다. { PARTICLE($at, "은/는") } 시각이 아닙니다
verify-openness-unlisted = { $unlisted }건은 세기만 하고 늘어놓지 않았습니다. 점검마다 가장 나은 것들입니다(verify --patient는 모두 늘어놓습니다)
verify-openness-unseen = 그때 공개였던 본문 { $unseen }개는 나중에 가려져 여기에서는 아무도 읽을 수 없으므로 C20을 묻지 못했습니다
verify-openness-beyond = C20은 개인정보가 있거나 나중에 가려진 본문 { $most }개까지만 물었습니다. { $beyond }개가 더 있고 세지 않았습니다(verify --patient는 모두 셉니다)

## 접수증의 코드

verify-code-unknown = 이 코드의 의견이 이 기록에 없습니다. 잘못 적었거나 다른 기록의 코드입니다
verify-code-replaced = { $programme }의 의견 { $voice }, 항목 { $entry }의 코드였습니다. 항목 { $by }에서 새 코드로 바뀌어 이 코드는 더 쓸 수 없습니다
verify-code-waiting = { $programme }의 의견 { $voice }, 항목 { $entry }: 답변을 기다립니다
verify-code-asked = { $programme }의 의견 { $voice }, 항목 { $entry }: { $until }까지 보완을 요구받았습니다
verify-code-answered = { $programme }의 의견 { $voice }, 항목 { $entry }: 답변이 나왔습니다
verify-code-withdrawn = { $programme }의 의견 { $voice }, 항목 { $entry }: 항목 { $by }에서 철회했습니다
verify-code-adopted = 항목 { $entry }, { $at }: 채택
verify-code-adopted-in-part = 항목 { $entry }, { $at }: 일부 채택
verify-code-merged = 항목 { $entry }, { $at }: 다른 것에 합침
verify-code-not-adopted = 항목 { $entry }, { $at }: 채택하지 않음
verify-code-out-of-scope = 항목 { $entry }, { $at }: 다른 기관의 일
verify-code-already-exists = 항목 { $entry }, { $at }: 이미 있음
verify-attachment-missing = 공개된 의견의 첨부 파일인데 여기에 없습니다. 파일까지 담아 내보낸 기록으로 다시 확인하십시오
verify-holds-attachments = 첨부 파일 { $count }개가 의견에 적힌 해시와 맞습니다
verify-what-attachment = 첨부 파일
verify-code-erased = 항목 { $entry }의 내용 “{ $name }”: 없어졌습니다. 항목 { $by }에서 삭제했습니다. 근거: { $ground }
verify-code-restricted = 항목 { $entry }의 내용 “{ $name }”: 가려져 있습니다. 항목 { $by }에서 열람을 제한했습니다. 근거: { $ground }
