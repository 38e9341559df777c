# 무엇이 잘못되었을 때 하는 말. 여기 있는 메시지는 en/mistake.ftl에도 같은 자리표시자로 있습니다.

mistake-json = { $line }행 { $column }열: { $what }
