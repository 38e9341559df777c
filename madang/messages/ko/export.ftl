# `madang export`가 하는 말. 여기 있는 메시지는 en/export.ftl에도 같은 자리표시자로 있습니다.

export-wrote = 항목 { $size }개를 { $place }에 썼습니다
export-check = 확인하려면: `madang verify { $place }`
export-no-checkpoint = { PARTICLE($file, "은/는") } 체크포인트가 아닙니다. 다른 디렉터리를 지정하거나, 내용을 살펴보고 지우십시오
export-other-record = { $place }에는 다른 기록 "{ PARTICLE($published, "\"이/가") } 있고, 이 기록은 "{ $own }"입니다. 다른 디렉터리를 지정하십시오. 아무것도 쓰지 않았습니다
export-older = { $place }에는 항목이 { $published }개 있는데 이 데이터베이스에는 { $own }개뿐입니다. 공개된 것보다 오래되었습니다(백업을 되돌렸습니까?). 아무것도 쓰지 않았습니다
export-other-log = { $place }에 있는 항목 { $published }개는 이 데이터베이스의 앞부분과 다릅니다. 이름이 같은 다른 기록이거나 둘 중 하나가 바뀐 것입니다. 아무것도 쓰지 않았습니다
export-exporting = 내보내는 중
export-missing = 데이터베이스에 { PARTICLE($path, "이/가") } 없습니다. `madang rebuild`로 표를 다시 만드십시오
export-not-begun = 기록이 아직 시작되지 않았습니다
export-attachment-missing = 첨부 파일 { PARTICLE($path, "이/가") } 첨부 파일 폴더에 없습니다. 백업에서 되돌리십시오
export-other-key = { $place }에 있는 기록의 이름은 "{ PARTICLE($origin, "\"으로/로") } 이 기록과 같지만, 이 기록의 키로 서명되지 않았습니다. 다른 기록입니다. 다른 디렉터리를 지정하십시오. 아무것도 쓰지 않았습니다
export-key-of-another = { $place }에는 체크포인트 없이 다른 기록의 키({ $file })가 있습니다. 다른 기록이 공개된 곳이거나 공개하던 곳입니다. 다른 디렉터리를 지정하거나, 내용을 살펴보고 지우십시오. 아무것도 쓰지 않았습니다
export-waits = 다른 내보내기가 { $place }에 쓰고 있습니다. 끝날 때까지 기다립니다
export-meanwhile = 쓰는 동안 { $place }에 다른 내보내기가 공개되었습니다. 그 체크포인트는 그대로 두었습니다. 다시 내보내십시오
