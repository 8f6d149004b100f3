using System.IO.Pipelines;

namespace LiveParking.Gateway.Sockets;

/// <summary>Two halves of a connection.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
