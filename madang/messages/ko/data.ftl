# 데이터 디렉터리에 대해 하는 말. 여기 있는 메시지는 en/data.ftl에도 같은 자리표시자로 있습니다.

data-none = 데이터 디렉터리 { PARTICLE($place, "이/가") } 없습니다. `madang import`, `madang demo`, `madang serve`가 만들고, 다른 디렉터리는 --data로 지정합니다
data-cannot-make = 데이터 디렉터리 { PARTICLE($place, "을/를") } 만들 수 없습니다
data-cannot-open = 데이터 디렉터리 { PARTICLE($place, "을/를") } 열 수 없습니다
data-read-only = { $place }에 쓸 수 없습니다({ $why })
data-database-named = --database로 지정한 데이터베이스
data-damaged = { PARTICLE($name, "이/가") } 손상되었습니다. 가장 새로운 백업을 되돌리고(손상된 파일은 보관하십시오. `sqlite3 FILE .recover`로 더 건질 수 있습니다), 되돌린 것을 `madang verify`로 확인하십시오. 아무것도 바꾸지 않았습니다
data-security-log = 보안 로그 { PARTICLE($file, "을/를") } 쓸 수 없습니다
data-lock = { PARTICLE($file, "으로/로") } 데이터 디렉터리를 잠글 수 없습니다
data-held = 다른 마당 프로세스가 { PARTICLE($file, "을/를") } { $seconds }초 동안 잡고 있습니다. 그 프로세스를 끝내고 다시 하십시오
data-waiting = { PARTICLE($file, "을/를") } 잡고 있는 다른 마당 프로세스를 기다립니다
data-secret-link = { PARTICLE($file, "은/는") } { PARTICLE($target, "을/를") } 가리키는 링크인데 거기에 아무것도 없습니다. 비밀을 마운트하고 다시 하십시오. 링크는 그대로 두었습니다
data-secret-open = { PARTICLE($file, "은/는") } 소유자가 아닌 사람도 읽을 수 있습니다(모드 { $mode }). 읽은 사람은 이것으로 서명하거나 행동할 수 있습니다. `chmod 600 { $file }`을 하고, 다른 사람이 읽었을 수 있으면 교체하십시오
data-secret-text = { $file }의 내용은 글이 아닙니다
data-secret-size = { $file }의 내용은 32바이트의 비밀이 아닙니다
data-secret-vanishes = { $file }: 쓸 때마다 지워집니다. 아무것도 만들지 않았습니다
data-half-written = 중단된 명령이 남긴 { PARTICLE($file, "을/를") } 지울 수 없습니다
data-no-randomness = 시스템에서 난수를 얻을 수 없습니다
data-no-record = 이 명령은 기록에서 하는데 기록을 지정하지 않았습니다
data-other-origin = 주의: 기록의 이름은 첫 항목부터 { $origin }이고 바뀌지 않습니다. --origin { PARTICLE($named, "은/는") } 아무것도 바꾸지 않습니다. 다른 이름은 새 기록에만 붙일 수 있습니다
