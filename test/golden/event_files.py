"""Event files as Google's protobuf library writes them, and checksums by the definition of CRC-32C, bit by bit.

Needs python3-protobuf; writes event-files.json. The fields are those of TensorBoard's definitions: tensorboard/compat/proto/event.proto,
summary.proto, tensor.proto, tensor_shape.proto, types.proto.
"""

import json
import struct
from pathlib import Path

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

T = descriptor_pb2.FieldDescriptorProto
DEFINITIONS = {
    "Event": [("wall_time", 1, T.TYPE_DOUBLE), ("step", 2, T.TYPE_INT64), ("file_version", 3, T.TYPE_STRING),
              ("summary", 5, "Summary"), ("session_log", 7, "SessionLog")],
    "SessionLog": [("status", 1, T.TYPE_INT32)],
    "Summary": [("value", 1, ["Value"])],
    "Value": [("tag", 1, T.TYPE_STRING), ("tensor", 8, "TensorProto"), ("metadata", 9, "SummaryMetadata")],
    "SummaryMetadata": [("plugin_data", 1, "PluginData"), ("data_class", 4, T.TYPE_INT32)],
    "PluginData": [("plugin_name", 1, T.TYPE_STRING), ("content", 2, T.TYPE_BYTES)],
    "TensorProto": [("dtype", 1, T.TYPE_INT32), ("tensor_shape", 2, "TensorShapeProto"),
                    ("tensor_content", 4, T.TYPE_BYTES), ("string_val", 8, [T.TYPE_BYTES])],
    "TensorShapeProto": [("dim", 2, ["Dim"])],
    "Dim": [("size", 1, T.TYPE_INT64)],
}


def messages():
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="t", syntax="proto3")
    for name, fields in DEFINITIONS.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            repeated = isinstance(kind, list)
            kind = kind[0] if repeated else kind
            label = T.LABEL_REPEATED if repeated else T.LABEL_OPTIONAL
            if isinstance(kind, str):
                message.field.add(name=field, number=number, type=T.TYPE_MESSAGE, type_name=f".t.{kind}", label=label)
            else:
                message.field.add(name=field, number=number, type=kind, label=label)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return {name: factory.GetPrototype(pool.FindMessageTypeByName(f"t.{name}")) for name in DEFINITIONS}


def masked(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def record(event):
    data = event.SerializeToString()
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data))


def scalar(value):
    return {"kind": "scalar", "value": value}


def value_of(proto, tag, content):
    value = proto["Value"](tag=tag)
    kind = content["kind"]
    value.metadata.plugin_data.plugin_name = {"scalar": "scalars", "histogram": "histograms", "text": "text"}[kind]
    value.tensor.tensor_shape.SetInParent()
    if kind == "scalar":
        value.tensor.dtype = 1
        value.tensor.tensor_content = struct.pack("<f", float(content["value"]))
        return value
    value.metadata.data_class = 2
    if kind == "text":
        value.tensor.dtype = 7
        value.tensor.string_val.append(content["text"].encode())
        return value
    buckets = content["buckets"]
    value.tensor.dtype = 2
    value.tensor.tensor_shape.dim.add(size=len(buckets) // 3)
    value.tensor.tensor_shape.dim.add(size=3)
    value.tensor.tensor_content = struct.pack(f"<{len(buckets)}d", *buckets)
    return value


def main():
    proto = messages()
    cases = []

    def case(seconds, step, what):
        event = proto["Event"](wall_time=seconds, step=step)
        if what["kind"] == "version":
            event.file_version = "brain.Event:2"
        elif what["kind"] == "start":
            event.session_log.status = 1
        else:
            event.summary.SetInParent()
            for tag, content in what["contents"]:
                event.summary.value.append(value_of(proto, tag, content))
        cases.append({"seconds": seconds, "step": step, "what": what, "hex": record(event).hex()})

    def summary(seconds, step, *contents):
        case(seconds, step, {"kind": "summary", "contents": contents})

    case(1700000000.25, 0, {"kind": "version"})
    case(1700000000.5, 1, {"kind": "start"})
    case(0.5, 2**40 + 5, {"kind": "start"})
    summary(1700000001.125, 1, ("epoch_loss", scalar(0.6931472)), ("epoch_accuracy", scalar(0.5)))
    summary(1.5, 300, ("a" * 200, scalar(-1e-40)), ("größe/Ω", scalar("NaN")), ("b", scalar("-Infinity")))
    summary(1.5, 70000, ("0/weight", {"kind": "histogram", "buckets": [-1.5, 0.25, 3.0, 0.25, 1e300, 4e9]}))
    summary(1.5, 127, ("none", {"kind": "histogram", "buckets": []}))
    summary(1.5, 128, ("model", {"kind": "text", "text": "```\nLinear → 8\n```\n" * 20}), ("empty", {"kind": "text", "text": ""}))
    path = Path(__file__).with_name("event-files.json")
    path.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n")


main()
