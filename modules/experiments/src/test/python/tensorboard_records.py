#!/usr/bin/env python3
"""Bytes of records and events as TensorBoard's own classes write them, for EventFileTest.

    pip install tensorboard
    python3 tensorboard_records.py
"""
import io

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import HistogramProto, Summary
from tensorboard.summary.writer.record_writer import RecordWriter


def record(content):
    stream = io.BytesIO()
    RecordWriter(stream).write(content)
    return stream.getvalue().hex()


Value = Summary.Value
print("empty    ", record(b""))
print("text     ", record(b"vaelab"))
print("scalar   ", Value(tag="kl/test", simple_value=2.5).SerializeToString().hex())
print("image    ", Value(tag="p", image=Summary.Image(height=300, width=2, colorspace=3,
                                                      encoded_image_string=b"\x89PNG")).SerializeToString().hex())
print("version  ", Event(wall_time=1.5, file_version="brain.Event:2").SerializeToString().hex())
print("session  ", Event(wall_time=1.5, step=1 << 40,
                         session_log=SessionLog(status=SessionLog.START)).SerializeToString().hex())
print("numbers  ", HistogramProto(min=-1, max=2, num=3, sum=1, sum_squares=5, bucket_limit=[-0.5, 2],
                                  bucket=[1, 2]).SerializeToString().hex())
