# 파일에 대해 하는 말. 여기 있는 메시지는 en/files.ftl에도 같은 자리표시자로 있습니다.

files-cannot-read = { PARTICLE($file, "을/를") } 읽을 수 없습니다
files-cannot-write = { $file }에 쓸 수 없습니다
files-cannot-remove = { PARTICLE($file, "을/를") } 지울 수 없습니다
files-cannot-make = { PARTICLE($folder, "을/를") } 만들 수 없습니다
files-removed = { PARTICLE($file, "이/가") } 지워졌습니다
files-link = { PARTICLE($file, "은/는") } 링크입니다. 내보내기는 제 디렉터리 아래의 링크를 따라가지 않습니다. 링크를 지우거나 다른 디렉터리를 지정하십시오
files-kept = { $option } { PARTICLE($file, "은/는") } { $kept }입니다. 안에 있는 것을 잃지 않도록 다른 파일을 지정하십시오
files-read-too = { $option } { PARTICLE($file, "은/는") } 읽을 파일 { PARTICLE($input, "과/와") } 같습니다. 안에 있는 것을 잃지 않도록 다른 파일을 지정하십시오
files-one-file = { $option } { PARTICLE($file, "과/와") } { $other } { PARTICLE($same, "은/는") } 같은 파일입니다. 서로 다른 파일을 지정하십시오
files-public = { $what }. 공개할 파일이 비밀 옆에 놓이고, 기록의 바탕이 되는 것을 덮어쓰게 됩니다. 다른 디렉터리를 지정하십시오. 아무것도 쓰지 않았습니다
files-public-data = { PARTICLE($place, "은/는") } 데이터 디렉터리입니다
files-public-within = { PARTICLE($place, "은/는") } 데이터 디렉터리 { $data } 안에 있습니다
files-public-root = { PARTICLE($place, "은/는") } 파일 시스템의 최상위 디렉터리입니다
files-public-guard = { $place }에는 지킴 파일 { PARTICLE($guard, "이/가") } 있습니다
files-public-holds = { $place }에는 { $kept }인 { PARTICLE($file, "이/가") } 있습니다
files-database = 데이터베이스
files-key = 키
files-journal = 데이터베이스의 일부
files-of-directory = 데이터 디렉터리의 파일
