using System.IO.Pipelines;

namespace LiveParking.Gateway.Sockets;

/// <summary>The two halves of a connection.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
