# `madang import`가 하는 말. 여기 있는 메시지는 en/import.ftl에도 같은 자리표시자로 있습니다.

import-no-record = { $place }에 기록이 없습니다. 다른 디렉터리는 --data로 지정합니다. 기록은 사업 파일이나 공약 파일로 시작하는데, 이 파일들 가운데에는 없습니다
import-would-begin = { $place }에서 새 기록이 시작될 것입니다
import-begins = { $place }에서 새 기록을 시작합니다
import-size = 기록의 항목은 모두 { $size }개입니다
import-tried-at = 투표 { PARTICLE($vote, "은/는") } { $at }에 열린다고 예고되어 있어 그때를 기준으로 시험했습니다
import-dry-run = 아무것도 기록하지 않았습니다(--dry-run)
import-nothing = 아무것도 기록하지 않았습니다
import-encoded = { PARTICLE($file, "은/는") } { $encoding } 인코딩으로 읽었습니다
import-would-be-recorded = { $file }: 항목 { $new }개가 기록될 것입니다
import-recorded = { $file }: 항목 { $new }개를 기록했습니다
import-repeated = { $repeated }개는 이미 기록되어 있습니다
import-by-number = 투표자 { $voters }명이 전화번호나 주민등록번호로 적혀 있습니다. 기록에는 가명만 남습니다. 이 파일은 다른 사람에게 주지 말고 보관하거나 지우십시오
import-seed = 추첨 시드는 { $file }에 있습니다. 사본을 보관하십시오. 없으면 투표지를 열 수 없습니다
import-not-kept = 파일에 적힌 규칙과 다르게 선정하게 됩니다. 그래도 받으려면 --accept meaning을 붙이십시오
import-not-counting = 집계되지 않을 투표지입니다: { $words }
import-mend = 집계되지 않을 투표지를 고치거나, 그대로 기록하려면 --accept { PARTICLE($names, "을/를") } 붙이십시오
import-ballots = 투표지 { $ballots }장, 투표자 { $voters }명: 집계 가능 { $counting }장, 불가 { $not }장
import-because = { $count }장: { $words } ({ $lines })
import-voted-before = { $count }장은 이미 기록에 투표지가 있는 사람의 것입니다 ({ $lines })
import-lines = { $count ->
   *[other] { $some }행
 }
import-lines-more = { $some }행 외 { $more }행
import-fault-repeated = 같은 사람의 다른 투표지가 있음
import-fault-unknown = 후보가 아닌 제안이 있음
import-fault-twice = 한 제안이 두 번 있음
import-fault-empty = 고른 제안이 없음
import-fault-limit = 투표의 제한을 어김
import-money = { $field }: { $amount }
import-no-vote-open = 사업 "{ $programme }"에 투표지와 점수를 받을 열린 투표가 없습니다: { $votes }
import-no-vote-yet = 아직 투표가 없습니다. `rule`과 `ballots`가 있는 파일을 넣으면 열립니다
import-vote-closed = 투표 "{ PARTICLE($vote, "\"은/는") } 마감되었습니다
import-vote-cancelled = 투표 "{ PARTICLE($vote, "\"은/는") } 취소되었습니다
import-takes-no-more = { $which }. 투표지와 점수를 더 받지 않습니다
import-no-programme = 제안, 투표, 투표지는 사업에 속합니다. 사업을 --programme으로 지정하십시오
import-id-is-number = { $line }행, { $what }의 식별자가 { $number }입니다. 기록에 영원히 남고 지울 수 없습니다. 다른 식별자를 쓰십시오
import-several-votes = 사업 "{ $programme }"에 열린 투표가 여럿입니다: { $votes }. 어느 투표의 것인지 --vote로 지정하십시오
import-other-money = 파일의 통화는 { $own }인데 사업의 통화는 { $programme }입니다
import-number-resident = 주민등록번호
import-number-telephone = 전화번호
import-other-file = .json, .csv, .pb 파일만 넣을 수 있습니다
import-other-json = 제안의 목록도, `commitments`, `groups`(사업), `rule`(투표)이 있는 객체도 아닙니다. 채워 넣을 파일은 `madang template`이 하나씩 만듭니다
import-meta = META: { $what }
import-personal = 의견 { $number }건에 전자우편 주소, 전화번호, 주민등록번호로 보이는 것이 있습니다(줄 { $lines }). 글은 곧바로 공개됩니다. 파일에서 빼거나, 올린 뒤 `madang content restrict`로 제한하십시오.
import-official = 이 일은 공무원이 합니다. { $actor }는 할 수 없습니다.
import-actor = { PARTICLE($role, "은/는") } 여기서 처리하지 않습니다. official과 facilitator가 합니다
