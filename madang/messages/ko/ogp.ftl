# `madang commitments`와 `madang stars`가 하는 말. 여기 있는 메시지는 en/ogp.ftl에도 같은 자리표시자로 있습니다.

ogp-unreadable = { PARTICLE($file, "을/를") } 읽을 수 없습니다
ogp-not-read = { $file }
ogp-no-name = { $file }에는 공약을 보관할 이름이 없습니다
ogp-imported = { $rows }행 가운데 { $imported }행을 { $place }에 넣었습니다
ogp-tried = { $rows }행 가운데 { $imported }행을 가져올 수 있습니다. 아무것도 보관하지 않았습니다
ogp-exported = 공약 { $count }건을 { $file }에 썼습니다
ogp-nothing-kept = { $folder }에 공약이 없습니다. `madang commitments import FILE --into { $folder }`로 넣으십시오
ogp-encoding = { $encoding } 인코딩으로 읽었습니다. 아니라면 --encoding으로 지정하십시오
ogp-row = { $line }행 "{ $value }": { $reason }
ogp-value = { $line }행, { $field }: "{ $value }": { $reason }
ogp-more = 같은 까닭으로 { $more }건이 더 있습니다. 모두 보려면 --json
ogp-commitment = 공약
ogp-binding = 걸린 조건
ogp-starred = 공약 { $rows }건. 별표는 v1 { $first }건, v2 { $second }건, v3 { $third }건. -는 별표가 아니고, ?는 적힌 값으로 정할 수 없습니다
