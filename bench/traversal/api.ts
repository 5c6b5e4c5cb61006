export const measureApi = async (_: object): Promise<never[]> => [];
