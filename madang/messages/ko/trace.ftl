# `madang trace`가 하는 말. en/trace.ftl과 같은 이름, 같은 자리입니다.

trace-of-nothing = 항목 { PARTICLE($entry, "은/는") } 기록에 없거나, 의견, 필요, 제안, 선정에 관한 것이 아닙니다
trace-thing = { $subject } (항목 { $entry })
trace-back = 어디에서 왔나
trace-back-none = 기록에서 이보다 앞선 것이 없습니다
trace-forward = 어떻게 되었나
trace-forward-none = 아직 여기에서 나온 것이 없습니다
trace-more = 그 밖에 { $number }건
trace-cut = 더 이어집니다. 마지막 것 하나의 자취를 이어서 보십시오.
trace-groups-back = 묶은 의견:
trace-groups-forward = 이것을 묶은 필요:
trace-part-back = 나뉘기 전의 필요:
trace-part-forward = 나뉜 필요:
trace-takes-back = 여기에 합쳐진 필요:
trace-takes-forward = 이것이 합쳐진 필요:
trace-selects-back = 선정한 제안:
trace-selects-forward = 이것을 선정한 투표:
