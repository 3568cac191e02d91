"""The protobuf messages we read whole, in a descriptor pool of our own.

TensorFlow registers the same names in protobuf's default pool; a notebook that imports both would
then fail. Only the fields somebody here reads are declared: all others are skipped. Names are
declared as bytes, for a file need not hold valid UTF-8.
Source: TensorFlow's .proto files (field numbers: core/protobuf, core/framework, core/util).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message, message_factory

from explorer.errors import CorruptFileError

_PACKAGE = "explorer_private"
_TYPES = {
    name: getattr(descriptor_pb2.FieldDescriptorProto, f"TYPE_{name.upper()}")
    for name in ("double", "float", "int32", "int64", "uint32", "uint64", "bool", "bytes", "enum", "message")
}
# One field: `number name type`; a type of capital letter is another message, `*` before it: repeated.
_MESSAGES = {
    "Dim": "1 size int64",
    "Shape": "2 dim *Dim, 3 unknown_rank bool",
    "Tensor": "1 dtype int32, 2 tensor_shape Shape, 4 tensor_content bytes, 5 float_val *float, "
    "6 double_val *double, 7 int_val *int32, 8 string_val *bytes, 10 int64_val *int64, 11 bool_val *bool, "
    "13 half_val *int32, 16 uint32_val *uint32, 17 uint64_val *uint64",
    # --- graphs
    "List": "2 s *bytes, 3 i *int64, 6 type *int32, 7 shape *Shape",
    "Attribute": "1 list List, 2 s bytes, 3 i int64, 5 b bool, 6 type int32, 7 shape Shape, 8 tensor Tensor",
    "AttributeEntry": "1 key bytes, 2 value Attribute",
    "Node": "1 name bytes, 2 op bytes, 3 input *bytes, 4 device bytes, 5 attr *AttributeEntry",
    "Graph": "1 node *Node",
    "Saver": "1 filename_tensor_name bytes, 2 save_tensor_name bytes, 3 restore_op_name bytes, "
    "4 max_to_keep int32, 5 sharded bool, 6 keep_checkpoint_every_n_hours float, 7 version int32",
    "SliceInfo": "1 full_name bytes, 2 full_shape *int64, 3 var_offset *int64, 4 var_shape *int64",
    "Variable": "1 variable_name bytes, 2 initializer_name bytes, 3 snapshot_name bytes, "
    "4 save_slice_info_def SliceInfo, 5 is_resource bool, 6 initial_value_name bytes, 7 trainable bool, "
    "8 synchronization int32, 9 aggregation int32",
    "BytesList": "1 value *bytes",
    "Collection": "1 node_list BytesList, 2 bytes_list BytesList",
    "CollectionEntry": "1 key bytes, 2 value Collection",
    "TensorInfo": "1 name bytes, 2 dtype int32, 3 tensor_shape Shape",
    "TensorInfoEntry": "1 key bytes, 2 value TensorInfo",
    "Signature": "1 inputs *TensorInfoEntry, 2 outputs *TensorInfoEntry, 3 method_name bytes",
    "SignatureEntry": "1 key bytes, 2 value Signature",
    "MetaInfo": "4 tags *bytes, 5 tensorflow_version bytes, 6 tensorflow_git_version bytes",
    "MetaGraph": "1 meta_info_def MetaInfo, 2 graph_def Graph, 3 saver_def Saver, "
    "4 collection_def *CollectionEntry, 5 signature_def *SignatureEntry, 7 object_graph_def SavedObjectGraph",
    # --- SavedModel
    "ObjectReference": "1 node_id int32, 2 local_name bytes",
    "SlotReference": "1 original_variable_node_id int32, 2 slot_name bytes, 3 slot_variable_node_id int32",
    "UserObject": "1 identifier bytes, 3 metadata bytes",
    "SavedVariable": "1 dtype int32, 2 shape Shape, 3 trainable bool, 6 name bytes, 7 device bytes",
    "Empty": "",
    "SavedObject": "1 children *ObjectReference, 3 slot_variables *SlotReference, 4 user_object UserObject, "
    "5 asset Empty, 6 function Empty, 7 variable SavedVariable, 8 bare_concrete_function Empty, "
    "9 constant Empty, 10 resource Empty, 12 captured_tensor Empty, 13 registered_name bytes",
    "SavedObjectGraph": "1 nodes *SavedObject",
    "SavedModel": "1 saved_model_schema_version int64, 2 meta_graphs *MetaGraph",
    "KerasObject": "2 node_id int32, 3 node_path bytes, 4 identifier bytes, 5 metadata bytes",
    "KerasMetadata": "1 nodes *KerasObject",
    # --- events
    "PluginData": "1 plugin_name bytes, 2 content bytes",
    "SummaryMetadata": "1 plugin_data PluginData, 2 display_name bytes, 4 data_class int32",
    "Histogram": "1 min double, 2 max double, 3 num double, 4 sum double, 5 sum_squares double, "
    "6 bucket_limit *double, 7 bucket *double",
    "Value": "1 tag bytes, 2 simple_value float, 5 histo Histogram, 7 node_name bytes, 8 tensor Tensor, "
    "9 metadata SummaryMetadata",
    "Summary": "1 value *Value",
    "SessionLog": "1 status int32, 2 checkpoint_path bytes, 3 msg bytes",
    "Event": "1 wall_time double, 2 step int64, 3 file_version bytes, 5 summary Summary, 7 session_log SessionLog",
}


@cache
def _classes() -> dict[str, type[message.Message]]:
    """All message classes, made at the first use."""
    file = descriptor_pb2.FileDescriptorProto(
        name="explorer_private.proto", package=_PACKAGE, syntax="proto2"
    )
    for name, fields in _MESSAGES.items():
        described = file.message_type.add(name=name)
        for field in filter(None, fields.split(", ")):
            number, field_name, kind = field.split(" ")
            repeated, kind = kind.startswith("*"), kind.removeprefix("*")
            is_message = kind[0].isupper()
            described.field.add(
                name=field_name,
                number=int(number),
                label=3 if repeated else 1,
                type=_TYPES["message" if is_message else kind],
                type_name=f".{_PACKAGE}.{kind}" if is_message else None,
            )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.{name}"))
        for name in _MESSAGES
    }


def parse_message(name: str, data: bytes) -> Any:
    """Decode `data` as the message `name` of the list above.

    Names and other text are bytes; unset numbers are 0, `message.HasField(field)` tells.

    Raises:
        CorruptFileError: the bytes are no such message.
    """
    try:
        return _classes()[name].FromString(data)
    except message.DecodeError as error:
        raise CorruptFileError(
            f"it cannot be decoded: {error}",
            hint="The file is damaged, cut short or of another kind.",
        ) from error


def to_bytes(name: str, **fields: Any) -> bytes:
    """Encode one of the messages above: for tests that write small files."""
    made: bytes = _classes()[name](**fields).SerializeToString()
    return made
