"""A step of training as CUDA graphs."""
import torch


class GraphedStep:
    """A step as CUDA graphs, one for each size of a batch: its kernels are launched at once."""

    def __init__(self, step, sizes):
        self.step, self.total = step, step.total
        parameters = list(step.model.parameters())
        first = [each.detach().clone() for each in parameters]
        self.rows = {size: torch.arange(size, device=step.images.device) for size in sizes}
        self.warm_up()
        self.graphs = {size: self.capture(rows) for size, rows in self.rows.items()}
        # The warm-up trained: back to the beginning, in the memory that the graphs know.
        with torch.no_grad():
            for parameter, value in zip(parameters, first):
                parameter.copy_(value)
            for state in step.optimizer.state.values():
                for value in state.values():
                    value.zero_()
            self.total.zero_()

    def warm_up(self):
        """A few steps aside, as a capture needs: libraries and the optimizer's state begin here."""
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for rows in self.rows.values():
                for _ in range(3):
                    self.step(rows)
        torch.cuda.current_stream().wait_stream(aside)

    def capture(self, rows):
        graph = torch.cuda.CUDAGraph()
        self.step.optimizer.zero_grad()
        with torch.cuda.graph(graph):
            self.step(rows)
        return graph

    def __call__(self, rows):
        self.rows[len(rows)].copy_(rows)
        self.graphs[len(rows)].replay()
