"""What both programs are asked for, and what they print."""
import argparse
import json


def parser(description):
    result = argparse.ArgumentParser(description=description)
    result.add_argument("--data", required=True, metavar="DIR", help="the folder of MNIST's files")
    result.add_argument("--images", type=int, default=60000, help="how many of them, the first ones")
    result.add_argument("--architecture", choices=("fc", "cnn"), default="fc")
    result.add_argument("--conditional", action="store_true", help="a CVAE")
    result.add_argument("--hidden", type=int, default=400, help="of fc")
    result.add_argument("--latent", type=int, default=20)
    result.add_argument("--batch", type=int, default=128)
    result.add_argument("--epochs", type=int, default=3)
    result.add_argument("--threads", type=int, default=2)
    result.add_argument("--seed", type=int, default=0)
    return result


def report(epoch, images, seconds, loss):
    """One line an epoch; the loss is in nats per image, averaged over the epoch."""
    print(json.dumps({"epoch": epoch, "images_per_second": images / seconds, "seconds": seconds,
                      "train_loss": loss}), flush=True)
