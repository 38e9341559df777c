# `madang template`이 하는 말. 여기 있는 메시지는 en/template.ftl에도 같은 자리표시자로 있습니다.

template-there = { PARTICLE($file, "이/가") } 이미 있습니다. 다른 폴더를 지정하십시오. 아무것도 쓰지 않았습니다
template-wrote = { $folder }에 파일 { $number }개를 썼습니다. README.md에 차례가 있습니다.
