# `madang key`이 하는 말. 여기 있는 메시지는 en/key.ftl에도 같은 자리표시자로 있습니다.

key-none = { PARTICLE($file, "이/가") } 없습니다
key-now = 항목 { $entry }번부터 새 키를 씁니다:
key-finished = 중단되었던 키 교체를 마쳤습니다. 지금 쓰는 키는 다음과 같습니다:
key-holds-another = { $file }에는 키 { PARTICLE($key, "이/가") } 있음
key-not-there = { PARTICLE($file, "이/가") } 없음
key-and = { $first }, { $second }
key-kept = 이 데이터베이스의 기록에는 키 { PARTICLE($signer, "으로/로") } 서명했습니다. 그런데 찾아보니: { $sought }. 그 키는 이 데이터베이스에 없는 키 교체 이전의 것으로 { $kept }에 있습니다. 이것이 가장 새로운 데이터베이스입니까? 이 데이터베이스로 이어 가려면 그 파일을 { PARTICLE($file, "으로/로") } 복사하십시오
key-missing = 이 데이터베이스의 기록에는 키 { PARTICLE($signer, "으로/로") } 서명했습니다. 그런데 찾아보니: { $sought }. 그 키를 거기에 두십시오(비밀을 마운트하거나 키를 백업한 곳에서 가져옵니다). --data와 --database는 서로 맞는 것이어야 합니다. 다른 키로는 이 기록을 이어 갈 수 없으므로 키를 만들지 않았습니다
key-was-one = { PARTICLE($file, "이/가") } 없고 데이터베이스에도 기록이 없지만, { PARTICLE($trace, "을/를") } 보면 기록이 있었습니다. 키와 데이터베이스를 되돌려 놓거나, 다른 --data 디렉터리에서 새 기록을 시작하십시오. 키를 만들지 않았습니다
key-link = { PARTICLE($file, "은/는") } { PARTICLE($target, "을/를") } 가리키는 링크입니다. 키를 교체해도 거기에는 옛 키가 남습니다. 링크 자리에 키의 사본을 소유자만 읽을 수 있게 두고 교체한 다음, 새 키를 비밀을 두는 곳에 보관하십시오
key-none-to-rotate = 데이터베이스에 아직 기록이 없습니다. 교체할 키가 없습니다
key-prepared = 준비한 키는 { $file }에 남아 있습니다. `madang key rotate`를 하면 이어서 합니다
key-cannot-place = { PARTICLE($next, "을/를") } { $file } 자리에 놓을 수 없습니다
key-too-many = 옛 키를 보관할 수 없습니다. 이름이 { $file }…인 파일이 너무 많습니다
key-no-key = { $file }의 내용은 서명 키(signed note)가 아닙니다
key-origin = "{ PARTICLE($origin, "\"은/는") } 기록의 이름으로 쓸 수 없습니다
