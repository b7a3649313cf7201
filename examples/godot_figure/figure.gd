# A stick figure whose hand follows /gesture/out/value: x, y, pen. Move the mouse with the button held and it answers you.
#
#   duende serve
#   godot3 --path examples/godot_figure            or godot3 --path … -- --port 7770 --player gesture
#
# Plain OSC over UDP, nothing to install: a message is an address, ",fff", and big-endian floats, each text padded to four
# bytes. /hello makes this socket a listener; it is repeated every 30 s, as listeners beyond this machine must.
extends Node2D

var port = 7770
var player = "gesture"
var trace = false  # --trace: say where the hand is, for tests
var udp = PacketPeerUDP.new()
var since_hello = 1000.0
var hand = Vector2(0.5, 0.5)  # where the hand is, on 0 … 1, y upwards
var goal = Vector2(0.5, 0.5)
var inked = false
var ink = []  # strokes, each a list of points


func _ready():
	var words = OS.get_cmdline_args()
	for i in range(len(words)):
		if words[i] == "--port":
			port = int(words[i + 1])
		elif words[i] == "--player":
			player = words[i + 1]
		elif words[i] == "--trace":
			trace = true
	udp.set_dest_address("127.0.0.1", port)


func _process(seconds):
	since_hello += seconds
	if since_hello > 30.0:
		since_hello = 0.0
		say("/hello", [])
	while udp.get_available_packet_count() > 0:
		hear(udp.get_packet())
	hand += (goal - hand) * min(1.0, 20.0 * seconds)
	call("update" if has_method("update") else "queue_redraw")  # Godot 3, Godot 4


func _input(event):
	if event is InputEventMouseMotion and Input.is_mouse_button_pressed(1):
		var size = get_viewport_rect().size
		say("/%s/in" % player, [event.position.x / size.x, 1.0 - event.position.y / size.y, 1.0])


# --- OSC ---


func say(address, numbers):
	var packet = StreamPeerBuffer.new()
	packet.big_endian = true
	put_text(packet, address)
	var tags = ","
	for _number in numbers:
		tags += "f"
	put_text(packet, tags)
	for number in numbers:
		packet.put_float(number)
	udp.put_packet(packet.data_array)


func put_text(packet, text):
	for letter in text.to_utf8() if Engine.get_version_info().major < 4 else text.to_utf8_buffer():
		packet.put_u8(letter)
	for _i in range(4 - len(text) % 4):
		packet.put_u8(0)


func hear(data):
	var packet = StreamPeerBuffer.new()
	packet.big_endian = true
	packet.data_array = data
	if get_text(packet) != "/%s/out/value" % player:
		return
	var tags = get_text(packet)
	var values = []
	for i in range(1, len(tags)):
		values.append(packet.get_float() if tags[i] == "f" else float(packet.get_32()))
	if len(values) >= 2:
		move(values)


func get_text(packet):
	var text = ""
	while packet.get_available_bytes() > 0:
		var letter = packet.get_u8()
		if letter == 0:
			break
		text += char(letter)
	while packet.get_position() % 4 != 0:
		packet.get_u8()
	return text


# --- the figure ---


func move(values):
	goal = Vector2(values[0], values[1])
	var down = len(values) < 3 or values[2] > 0.5
	if down and not inked:
		ink.append([goal])
	elif down:
		ink[-1].append(goal)
	inked = down
	while len(ink) > 60:
		ink.pop_front()
	if trace:
		print("hand %.3f %.3f %s" % [goal.x, goal.y, "down" if down else "up"])


func _draw():
	var size = get_viewport_rect().size
	var white = Color(0.95, 0.93, 0.88)
	for stroke in ink:
		for i in range(1, len(stroke)):
			draw_line(place(stroke[i - 1], size), place(stroke[i], size), Color(0.9, 0.45, 0.2), 3.0)
	var reach = place(hand, size)
	var hip = Vector2(size.x * 0.5, size.y * 0.72)
	var shoulder = hip + Vector2((reach.x - hip.x) * 0.12, -size.y * 0.22)  # it leans after its hand
	var elbow = bend(shoulder, reach, size.y * 0.26)
	draw_circle(shoulder + Vector2((reach.x - hip.x) * 0.05, -size.y * 0.07), size.y * 0.04, white)
	for limb in [[hip, shoulder], [shoulder, elbow], [elbow, reach], [shoulder, hip + Vector2(-size.x * 0.1, -size.y * 0.06)],
			[hip, Vector2(size.x * 0.44, size.y * 0.95)], [hip, Vector2(size.x * 0.57, size.y * 0.95)]]:
		draw_line(limb[0], limb[1], white, 8.0)
	draw_circle(reach, 10.0, white)


func place(point, size):
	return Vector2(point.x * size.x, (1.0 - point.y) * size.y)


# The elbow of an arm of two bones, each `bone` long: on the line when the hand is out of reach, else beside it.
func bend(from, to, bone):
	var half = (to - from) / 2.0
	var out = sqrt(max(0.0, bone * bone - half.length_squared()))
	return from + half + Vector2(-half.y, half.x).normalized() * out
